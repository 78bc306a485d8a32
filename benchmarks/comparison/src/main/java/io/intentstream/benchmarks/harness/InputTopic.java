package io.intentstream.benchmarks.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.config.InputFormat;
import io.intentstream.schema.ClickEvent;
import io.intentstream.wire.SerdeSettings;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/** Writes events to a topic that contestants read. Not thread-safe. */
final class InputTopic implements AutoCloseable {
    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Serializer<ClickEvent> serializer;
    private final InputFormat format;

    /** @param format how the events are written */
    InputTopic(Cluster cluster, String topic, InputFormat format, int lingerMillis) {
        this.topic = topic;
        this.format = format;
        this.serializer = SerdeSettings.ours(cluster.serdes()).serializer();
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        cluster.bootstrap(),
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.LINGER_MS_CONFIG,
                        lingerMillis),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** The record of an event. */
    ProducerRecord<byte[], byte[]> record(ClickEvent event) {
        return new ProducerRecord<>(
                topic,
                null,
                event.getEventTime().toEpochMilli(),
                event.getUserId().getBytes(UTF_8),
                format == InputFormat.SEGMENT ? SegmentMessages.of(event) : serializer.serialize(topic, event));
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record);
    }

    void flush() {
        producer.flush();
    }

    /** Sends {@code count} events. */
    void fill(LoadStream events, long count) {
        for (long sent = 0; sent < count; sent++) {
            send(record(events.next()));
        }
        flush();
    }

    @Override
    public void close() {
        producer.close();
        serializer.close();
    }
}
