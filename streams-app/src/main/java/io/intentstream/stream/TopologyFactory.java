package io.intentstream.stream;

import io.intentstream.config.AppConfig;
import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.event.EventValidator;
import io.intentstream.schema.UserReceipt;
import io.intentstream.schema.UserRequest;
import io.intentstream.stream.packing.TimestampGuard;
import io.intentstream.stream.packing.ValidTimestamps;
import io.intentstream.stream.processing.BatchDecoder;
import io.intentstream.stream.processing.EnginePool;
import io.intentstream.stream.processing.EngineProcessor;
import io.intentstream.stream.processing.EventDecoder;
import io.intentstream.stream.processing.InputRecord;
import io.intentstream.stream.processing.OutputEncoder;
import io.intentstream.stream.processing.RekeyEnvelope;
import io.intentstream.stream.processing.RekeyProcessor;
import io.intentstream.stream.processing.RequestHandler;
import io.intentstream.stream.processing.ResultSerializers;
import io.intentstream.stream.processing.TickWriter;
import io.intentstream.stream.processing.TimeSettings;
import io.intentstream.stream.query.RecentUserWriter;
import io.intentstream.stream.telemetry.Instruments;
import io.intentstream.wire.ValueReader;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;

/**
 * Makes the topology's processors from their parts.
 *
 * @param config topics, keys and limits
 * @param decoder reads input values; used by all threads
 * @param results frame encoded results
 * @param requests reads users' requests; used by all threads
 * @param receipts writes receipts; used by all threads
 * @param ticks writes ticks; used by all threads
 * @param audiences the declared audiences
 * @param engines one engine for each thread
 * @param recent makes what keeps a task's recent users; empty when nobody can ask for them
 * @param instruments counters and timers
 * @param clock the wall clock
 */
record TopologyFactory(
        AppConfig config,
        EventDecoder decoder,
        ResultSerializers results,
        ValueReader<UserRequest> requests,
        Serializer<UserReceipt> receipts,
        Serializer<UserRequest> ticks,
        AudienceSet audiences,
        EnginePool engines,
        Optional<Supplier<RecentUserWriter>> recent,
        Instruments instruments,
        InstantSource clock) {

    /** @param partitions that users are spread over */
    Topology topology(int partitions) {
        UnaryOperator<InputRecord> unwrap =
                config.inputKeyedByUser() ? UnaryOperator.identity() : RekeyEnvelope::unwrap;
        return EngineTopology.of(
                config,
                partitions,
                new ValidTimestamps(guard()),
                () -> new RekeyProcessor(decoder),
                () -> processor(unwrap));
    }

    EngineProcessor processor(UnaryOperator<InputRecord> unwrap) {
        OutputEncoder encoder = new OutputEncoder(config.topics(), results, guard());
        return new EngineProcessor(
                engines,
                unwrap,
                new BatchDecoder(decoder, new EventValidator(config.maxFuture()), config.inputKeyedByUser(), clock),
                encoder,
                requestHandler(encoder),
                timeSettings(),
                recent.map(Supplier::get),
                instruments);
    }

    private Optional<TimeSettings> timeSettings() {
        if (!config.topics().followTime()) {
            return Optional.empty();
        }
        Optional<TickWriter> tickWriter = config.ticks()
                ? Optional.of(new TickWriter(
                        config.topics().control().orElseThrow().requests(),
                        ticks,
                        config.audiences().tick().orElseThrow()))
                : Optional.empty();
        return Optional.of(new TimeSettings(audiences, config.audiences().grace(), tickWriter));
    }

    private Optional<RequestHandler> requestHandler(OutputEncoder encoder) {
        return config.topics()
                .control()
                .map(topics -> new RequestHandler(
                        topics.requests(), requests, receipts, topics.receipts(), encoder, config.afterErasure()));
    }

    private TimestampGuard guard() {
        return new TimestampGuard(config.maxFuture(), clock);
    }
}
