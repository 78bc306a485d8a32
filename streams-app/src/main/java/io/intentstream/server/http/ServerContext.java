package io.intentstream.server.http;

import io.intentstream.config.AppConfig;
import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.engine.UserViews;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.kafka.BrokerWatch;
import io.intentstream.schema.AudienceEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.stream.IntentStream;
import io.intentstream.stream.query.MemberDirectory;
import io.intentstream.stream.query.RecentUsers;
import io.intentstream.stream.query.UserDirectory;
import io.intentstream.stream.telemetry.AudienceCounts;
import io.intentstream.wire.SerdeSettings;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The engine's parts that the server serves.
 *
 * @param users finds users' states
 * @param recent the users seen lately, on this instance
 * @param declared the audiences
 * @param members finds members of them, on this instance
 * @param sizes of the audiences, on this instance
 * @param brokers tells whether the brokers answer
 * @param views turns states into profiles and intents
 * @param items what is recommended from; empty when the engine has no items bundle
 * @param model the model's manifest
 * @param fingerprint of the model
 * @param intents broadcasts new intents
 * @param seconds counts new intents
 * @param audienceEvents broadcasts changes of audiences; empty when none are declared
 * @param erasures erases users
 * @param throughput of processed records
 * @param metrics returns the metrics in Prometheus' text format
 */
record ServerContext(
        UserDirectory users,
        RecentUsers recent,
        AudienceSet declared,
        MemberDirectory members,
        AudienceCounts sizes,
        BrokerWatch brokers,
        UserViews views,
        Optional<ServedItems> items,
        ModelManifest model,
        String fingerprint,
        Broadcaster<PurchaseIntent> intents,
        IntentSeconds seconds,
        Optional<Broadcaster<AudienceEvent>> audienceEvents,
        Erasures erasures,
        Throughput throughput,
        Supplier<String> metrics)
        implements AutoCloseable {

    /**
     * The parts of an engine.
     *
     * @param config the engine's settings, by which topics are read and erasures are requested
     */
    static ServerContext of(IntentStream stream, AppConfig config, Supplier<String> metrics) {
        IntentSeconds seconds = new IntentSeconds();
        return new ServerContext(
                stream.users(),
                stream.recentUsers(),
                stream.audiences(),
                stream.members(),
                stream.audienceCounts(),
                stream.brokers(),
                stream.views(),
                ServedItems.of(stream, config),
                stream.model(),
                stream.modelFingerprint(),
                new Broadcaster<>(config, intents(config), seconds::add),
                seconds,
                config.topics()
                        .audienceEvents()
                        .map(topic -> new Broadcaster<>(config, audienceEvents(config, topic), (result, event) -> {})),
                new Erasures(config),
                new Throughput(stream.counters()::records),
                metrics);
    }

    private static Feed<PurchaseIntent> intents(AppConfig config) {
        return new Feed<>(
                config.intentsTopic(),
                "intent",
                "intents",
                () -> SerdeSettings.of(config.serde()).deserializer());
    }

    private static Feed<AudienceEvent> audienceEvents(AppConfig config, String topic) {
        return new Feed<>(
                topic,
                "audience",
                "changes",
                () -> SerdeSettings.of(config.serde()).deserializer());
    }

    @Override
    public void close() {
        intents.close();
        audienceEvents.ifPresent(Broadcaster::close);
        erasures.close();
        throughput.close();
    }
}
