package io.intentstream.stream;

import io.intentstream.config.AppConfig;
import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.core.event.EventValidator;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import io.intentstream.schema.UserReceipt;
import io.intentstream.schema.UserRequest;
import io.intentstream.stream.packing.TimestampGuard;
import io.intentstream.stream.packing.ValidTimestamps;
import io.intentstream.stream.processing.BatchDecoder;
import io.intentstream.stream.processing.EngineProcessor;
import io.intentstream.stream.processing.EventDecoder;
import io.intentstream.stream.processing.InputRecord;
import io.intentstream.stream.processing.OutputEncoder;
import io.intentstream.stream.processing.RekeyEnvelope;
import io.intentstream.stream.processing.RekeyProcessor;
import io.intentstream.stream.processing.RequestHandler;
import io.intentstream.stream.telemetry.Instruments;
import io.intentstream.wire.ValueReader;
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
record TopologyFactory(
        AppConfig config,
        EventDecoder decoder,
        Serializer<EncodedRecord<UserProfile>> profiles,
        Serializer<EncodedRecord<PurchaseIntent>> intents,
        ValueReader<UserRequest> requests,
        Serializer<UserReceipt> receipts,
        EnginePool engines,
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
        OutputEncoder encoder = new OutputEncoder(output(), profiles, intents, guard());
        return new EngineProcessor(
                engines,
                unwrap,
                new BatchDecoder(decoder, new EventValidator(config.maxFuture()), config.inputKeyedByUser(), clock),
                encoder,
                requestHandler(encoder),
                config.engine(),
                instruments);
    }

    private Optional<RequestHandler> requestHandler(OutputEncoder records) {
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
