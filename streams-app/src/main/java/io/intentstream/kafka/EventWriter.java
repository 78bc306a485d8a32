package io.intentstream.kafka;

import io.intentstream.config.AppConfig;
import io.intentstream.schema.ClickEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to one topic, as {@link EventRecords} makes records of them, and says when the brokers have them. A failure is
 * final for its events alone: later ones are tried anew. Safe for use by many threads.
 */
public final class EventWriter implements AutoCloseable {
    /** After this, every event has arrived or failed. Trackers wait 10 seconds for an answer. */
    public static final Duration PATIENCE = Duration.ofSeconds(8);

    private final String topic;
    private final EventRecords records;
    private final Producer<byte[], byte[]> producer;

    /**
     * @param topic an existing topic
     * @param bufferBytes most bytes of events that wait to be sent
     * @throws KafkaException when the settings are unsuitable
     */
    public EventWriter(AppConfig config, String topic, long bufferBytes) {
        this.topic = topic;
        this.records = new EventRecords(config, topic);
        this.producer = KafkaClients.of(config).promptProducer(PATIENCE, bufferBytes);
    }

    /**
     * Asks the registry for the events' schema and the brokers for the topic's partitions, so that no event has to wait for
     * them later.
     *
     * @throws io.intentstream.wire.RegistryException when the registry does not answer, or refuses
     * @throws org.apache.kafka.common.errors.TimeoutException when the brokers do not answer
     */
    public void prepare() {
        records.prepare();
        producer.partitionsFor(topic);
    }

    /**
     * Writes events.
     *
     * @return completes when all replicas in sync have all of them. It completes exceptionally, after {@link #PATIENCE} at the
     *     latest, when they do not have some of them; such an event may still arrive, or may already be there.
     */
    public CompletableFuture<Void> write(List<ClickEvent> events) {
        if (events.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Confirmations confirmations = new Confirmations(events.size());
        try {
            for (ProducerRecord<byte[], byte[]> record : records(events)) {
                if (confirmations.all.isDone()) {
                    break; // one has failed: the others would only wait as long
                }
                producer.send(record, confirmations);
            }
        } catch (KafkaException e) {
            confirmations.all.completeExceptionally(e);
        }
        return confirmations.all;
    }

    private List<ProducerRecord<byte[], byte[]>> records(List<ClickEvent> events) {
        long now = System.currentTimeMillis();
        List<ProducerRecord<byte[], byte[]>> made = new ArrayList<>(events.size());
        events.forEach(event -> made.add(records.record(event, now)));
        return made;
    }

    /** Waits until everything that was written has arrived or failed, and closes. */
    @Override
    public void close() {
        producer.close(PATIENCE);
        records.close();
    }

    /** Counts the brokers' confirmations of one write. */
    private static final class Confirmations implements Callback {
        private final CompletableFuture<Void> all = new CompletableFuture<>();
        private final AtomicInteger missing;

        private Confirmations(int events) {
            this.missing = new AtomicInteger(events);
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
            if (failure != null) {
                all.completeExceptionally(failure);
            } else if (missing.decrementAndGet() == 0) {
                all.complete(null);
            }
        }
    }
}
