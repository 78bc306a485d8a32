package io.intentstream.kafka;

import io.intentstream.config.AppConfig;
import io.intentstream.schema.ClickEvent;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to one topic, as {@link EventRecords} makes records of them. Used by one thread, except {@link #acknowledged()}.
 */
public final class ClickstreamProducer implements AutoCloseable {

    private final Producer<byte[], byte[]> producer;
    private final EventRecords records;
    private final String topic;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /**
     * @param topic an existing topic
     * @throws KafkaException when the settings are unsuitable
     */
    public ClickstreamProducer(AppConfig config, String topic) {
        this.topic = topic;
        this.records = new EventRecords(config, topic);
        this.producer = KafkaClients.of(config).producer();
    }

    /**
     * Hands an event to the producer, which sends it in the background; blocks while its buffer is full.
     *
     * @throws TopicAccessException when this or an event before it could not be sent
     */
    public void send(ClickEvent event) {
        send(records.record(event, System.currentTimeMillis()));
    }

    /** Sends bytes that are no event, to test what happens to them. */
    public void sendRaw(byte @Nullable [] key, byte[] value) {
        send(new ProducerRecord<>(topic, null, System.currentTimeMillis(), key, value));
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        requireSent();
        try {
            producer.send(record, (metadata, e) -> {
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
        records.close();
    }
}
