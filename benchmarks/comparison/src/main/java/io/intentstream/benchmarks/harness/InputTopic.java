package io.intentstream.benchmarks.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.benchmarks.contestant.Assignment;
import io.intentstream.input.EventFile;
import io.intentstream.input.EventFormat;
import io.intentstream.input.EventSource;
import io.intentstream.input.EventTimeSorter;
import io.intentstream.input.MalformedPolicy;
import io.intentstream.input.simulator.ShopperSimulator;
import io.intentstream.input.simulator.SimulatorSettings;
import io.intentstream.schema.ClickEvent;
import io.intentstream.serde.SerdeSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/** Fills the topic that all contestants read. */
final class InputTopic {
    /** Longer than the real stream lasts, so that laps don't overlap. */
    private static final Duration LAP = Duration.ofHours(12);

    private InputTopic() {}

    static void fill(Settings settings, Cluster cluster) {
        try (KafkaProducer<byte[], byte[]> producer = producer(cluster);
                Serializer<ClickEvent> serializer =
                        SerdeSettings.ours(cluster.serdes()).serializer()) {
            long sent = 0;
            for (int lap = 0; sent < settings.events(); lap++) {
                try (EventSource source = source(settings)) {
                    for (ClickEvent event = source.next();
                            event != null && sent < settings.events();
                            event = source.next()) {
                        shift(event, lap);
                        producer.send(new ProducerRecord<>(
                                Assignment.INPUT,
                                null,
                                event.getEventTime().toEpochMilli(),
                                event.getUserId().getBytes(UTF_8),
                                serializer.serialize(Assignment.INPUT, event)));
                        sent++;
                    }
                }
            }
            producer.flush();
        }
    }

    static KafkaProducer<byte[], byte[]> producer(Cluster cluster) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        cluster.bootstrap(),
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.LINGER_MS_CONFIG,
                        5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static EventSource source(Settings settings) {
        return settings.taobao()
                .map(InputTopic::taobao)
                .orElseGet(() -> new ShopperSimulator(new SimulatorSettings(
                        settings.users(), 42, SimulatorSettings.DEFAULT_START, settings.visitsPerDay())));
    }

    private static EventSource taobao(Path file) {
        return EventTimeSorter.sort(EventFile.open(file.toString(), EventFormat.TAOBAO, MalformedPolicy.FAIL));
    }

    /** Another lap is another time and other users. */
    private static void shift(ClickEvent event, int lap) {
        if (lap > 0) {
            event.setEventTime(event.getEventTime().plus(LAP.multipliedBy(lap)));
            event.setUserId(event.getUserId() + "-" + lap);
            event.setEventId(event.getEventId() + "-" + lap);
        }
    }
}
