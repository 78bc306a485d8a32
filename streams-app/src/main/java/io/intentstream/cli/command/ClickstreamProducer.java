package io.intentstream.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.cli.console.CommandFailed;
import io.intentstream.config.AppConfig;
import io.intentstream.kafka.KafkaErrorExplainer;
import io.intentstream.schema.ClickEvent;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to one topic: key userId in UTF-8, value in the registry's wire format, timestamp the event's time. All
 * replicas confirm, and a retry writes nothing twice. Used by one thread; the counts may be read by any.
 *
 * <p>Brokers refuse timestamps before 1970 and far in the future, so a record's timestamp stays between 1970 and now; the
 * event keeps its own time, for the engine to judge.
 */
final class ClickstreamProducer implements AutoCloseable {

    private static final Map<String, Object> DEFAULTS = Map.of(
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.LINGER_MS_CONFIG,
            5,
            ProducerConfig.BATCH_SIZE_CONFIG,
            128 * 1024);

    private final Producer<byte[], byte[]> producer;
    private final Serializer<ClickEvent> serializer;
    private final String topic;
    private final InstantSource clock;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /**
     * @param topic an existing topic
     * @throws KafkaException when the settings won't do
     */
    ClickstreamProducer(AppConfig config, String topic) {
        this.topic = topic;
        this.clock = InstantSource.system();
        this.serializer = RecordSerdes.of(config).serializer();
        this.producer = new KafkaProducer<>(settings(config), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Map<String, Object> settings(AppConfig config) {
        Map<String, Object> settings = new LinkedHashMap<>(DEFAULTS);
        settings.putAll(config.producerSettings());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return settings;
    }

    /**
     * Hands an event to the producer, which sends it in the background; blocks while its buffer is full.
     *
     * @throws CommandFailed when this or an event before it could not be sent
     */
    void send(ClickEvent event) {
        byte[] value = serializer.serialize(topic, event);
        long now = clock.millis();
        long timestamp = Math.max(0, Math.min(now, event.getEventTime().toEpochMilli()));
        send(event.getUserId().getBytes(UTF_8), value, timestamp);
    }

    /** Hands bytes that are no event to the producer, to try what becomes of them. */
    void sendRaw(byte @Nullable [] key, byte[] value) {
        send(key, value, clock.millis());
    }

    private void send(byte @Nullable [] key, byte[] value, long timestamp) {
        throwFailure();
        try {
            producer.send(new ProducerRecord<>(topic, null, timestamp, key, value), (metadata, e) -> {
                if (e == null) {
                    acknowledged.incrementAndGet();
                } else {
                    failure.compareAndSet(null, e);
                }
            });
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    /** Returns when the brokers have confirmed everything that was sent; throws when they have not. */
    void flush() {
        producer.flush();
        throwFailure();
    }

    /** Records that the brokers have confirmed. */
    long acknowledged() {
        return acknowledged.get();
    }

    private void throwFailure() {
        Exception first = failure.get();
        if (first != null) {
            throw failed(first);
        }
    }

    private CommandFailed failed(Exception cause) {
        return new CommandFailed(
                "Kafka took " + acknowledged.get() + " records of topic " + topic + " and then failed: "
                        + KafkaErrorExplainer.of(cause)
                                .orElse(cause.getMessage() + "; check the brokers and the topic's settings")
                        + ". Then send the rest",
                cause);
    }

    /** Sends what waits, and closes. */
    @Override
    public void close() {
        producer.close();
        serializer.close();
    }
}
