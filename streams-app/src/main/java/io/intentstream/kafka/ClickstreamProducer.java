package io.intentstream.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.config.AppConfig;
import io.intentstream.schema.ClickEvent;
import io.intentstream.wire.SerdeSettings;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to one topic. A record's key is the userId in UTF-8, its value has the registry's wire format, and its timestamp
 * is the event's time. Used by one thread, except {@link #acknowledged()}.
 *
 * <p>Brokers refuse timestamps before 1970 and far in the future, so a record's timestamp is limited to the time from 1970 to
 * now. The event keeps its own time, which the engine checks.
 */
public final class ClickstreamProducer implements AutoCloseable {

    private final Producer<byte[], byte[]> producer;
    private final Serializer<ClickEvent> serializer;
    private final String topic;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /**
     * @param topic an existing topic
     * @throws KafkaException when the settings are unsuitable
     */
    public ClickstreamProducer(AppConfig config, String topic) {
        this.topic = topic;
        this.serializer = SerdeSettings.of(config.serde()).serializer();
        this.producer = KafkaClients.of(config).producer();
    }

    /**
     * Hands an event to the producer, which sends it in the background; blocks while its buffer is full.
     *
     * @throws TopicAccessException when this or an event before it could not be sent
     */
    public void send(ClickEvent event) {
        byte[] value = serializer.serialize(topic, event);
        long now = System.currentTimeMillis();
        long timestamp = Math.max(0, Math.min(now, event.getEventTime().toEpochMilli()));
        send(event.getUserId().getBytes(UTF_8), value, timestamp);
    }

    /** Sends bytes that are no event, to test what happens to them. */
    public void sendRaw(byte @Nullable [] key, byte[] value) {
        send(key, value, System.currentTimeMillis());
    }

    private void send(byte @Nullable [] key, byte[] value, long timestamp) {
        requireSent();
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

    /**
     * Returns when the brokers have confirmed everything that was sent.
     *
     * @throws TopicAccessException when they have not
     */
    public void flush() {
        producer.flush();
        requireSent();
    }

    /** How many records the brokers have confirmed. */
    public long acknowledged() {
        return acknowledged.get();
    }

    /** @throws TopicAccessException when a record could not be sent */
    public void requireSent() {
        Exception first = failure.get();
        if (first != null) {
            throw failed(first);
        }
    }

    private TopicAccessException failed(Exception cause) {
        return new TopicAccessException(
                "Kafka confirmed " + acknowledged.get() + " records of topic " + topic + " and then failed: "
                        + KafkaErrorExplainer.of(cause)
                                .orElse(cause.getMessage() + "; check the brokers and the topic's settings")
                        + ". Then send the rest",
                cause);
    }

    /** Sends what is buffered, and closes. */
    @Override
    public void close() {
        producer.close();
        serializer.close();
    }
}
