package io.intentstream.topology;

import io.intentstream.avro.EncodedRecord;
import io.intentstream.config.AppConfig;
import io.intentstream.event.EventValidator;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import io.intentstream.schema.UserReceipt;
import io.intentstream.serde.RequestReader;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;

/**
 * Puts the parts of the topology together.
 *
 * @param config topics, keys and limits
 * @param decoder reads input values; used by all threads
 * @param profiles frames encoded profiles; used by all threads
 * @param intents frames encoded intents; used by all threads
 * @param requests reads users' requests; used by all threads
 * @param receipts writes receipts; used by all threads
 * @param engines the threads' engines
 * @param instruments measure what is done
 * @param clock the wall clock
 */
record EngineAssembly(
        AppConfig config,
        EventDecoder decoder,
        Serializer<EncodedRecord<UserProfile>> profiles,
        Serializer<EncodedRecord<PurchaseIntent>> intents,
        RequestReader requests,
        Serializer<UserReceipt> receipts,
        ThreadEngines engines,
        Instruments instruments,
        InstantSource clock) {

    Topology topology() {
        return config.inputKeyedByUser()
                ? EngineTopology.keyedByUser(
                        config.topics().input(),
                        config.topics().control(),
                        new ValidTimestamps(guard()),
                        () -> processor(UnaryOperator.identity()),
                        output())
                : EngineTopology.keyedOtherwise(
                        config.topics().input(),
                        config.topics().control(),
                        new ValidTimestamps(guard()),
                        () -> new RekeyProcessor(decoder),
                        () -> processor(RekeyEnvelope::unwrap),
                        output());
    }

    private EngineProcessor processor(UnaryOperator<InputRecord> unwrap) {
        Intake intake = new Intake(decoder, new EventValidator(config.maxFuture()), config.inputKeyedByUser(), clock);
        OutputRecords records = new OutputRecords(output(), profiles, intents, guard());
        return new EngineProcessor(
                engines,
                new BatchStager(intake, records),
                unwrap,
                requestHandler(records),
                config.engine(),
                instruments);
    }

    private Optional<RequestHandler> requestHandler(OutputRecords records) {
        return config.topics()
                .control()
                .map(topics -> new RequestHandler(
                        topics.requests(), requests, receipts, topics.receipts(), records, config.afterErasure()));
    }

    private TimestampGuard guard() {
        return new TimestampGuard(config.maxFuture(), clock);
    }

    private OutputTopics output() {
        return new OutputTopics(
                config.topics().profiles(),
                config.topics().intents(),
                config.topics().deadLetters());
    }
}
