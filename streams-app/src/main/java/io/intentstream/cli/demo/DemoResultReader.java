package io.intentstream.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.config.AppConfig;
import io.intentstream.kafka.CommittedReader;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.kafka.TopicAccessException;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import io.intentstream.stream.processing.ResultHeader;
import io.intentstream.stream.telemetry.EngineCounters;
import io.intentstream.wire.SerdeSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the engine's results as any other service would, committed records only, on its own thread. Profiles are decoded only
 * when they are needed.
 */
final class DemoResultReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final AppConfig config;
    private final DemoResults results;
    private final EngineCounters engine;
    private final Deserializer<PurchaseIntent> intents;
    private final Deserializer<UserProfile> profiles;
    private final CommittedReader reader;
    private final List<TopicPartition> input;
    private final long before;
    private final Thread thread = new Thread(this::read, "result-reader");
    private volatile boolean closing;
    private volatile @Nullable RuntimeException failure;

    /**
     * Create it before the engine starts: it counts what the engine does from then on.
     *
     * @param engine counts events without a result
     */
    DemoResultReader(AppConfig config, EngineCounters engine, DemoResults results) {
        this.config = config;
        this.engine = engine;
        this.results = results;
        SerdeSettings serdes = SerdeSettings.of(config.serde());
        this.intents = serdes.deserializer();
        this.profiles = serdes.deserializer();
        KafkaClients clients = KafkaClients.of(config);
        this.reader = clients.reader(KafkaClients.WhenDeleted.CONTINUE);
        this.input = partitions(config.inputTopics());
        this.before = processedBefore(clients);
        reader.seekToEnd(partitions(List.of(config.intentsTopic(), config.profilesTopic(), config.deadLetterTopic())));
    }

    /** The number of events that an earlier demo in the same folder has processed; this demo does not count their results. */
    private long processedBefore(KafkaClients clients) {
        try (Admin admin = clients.admin()) {
            return admin
                    .listConsumerGroupOffsets(config.applicationId())
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()
                    .stream()
                    .filter(committed -> committed.getValue() != null && input.contains(committed.getKey()))
                    .mapToLong(committed -> committed.getValue().offset())
                    .sum();
        } catch (ExecutionException e) {
            throw new TopicAccessException("The committed offsets cannot be read: " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private List<TopicPartition> partitions(List<String> topics) {
        return topics.stream()
                .flatMap(topic -> reader.partitions(topic).stream())
                .toList();
    }

    void start() {
        thread.start();
    }

    /** Why reading failed; empty while it has not. */
    Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }

    private void read() {
        try {
            while (!closing) {
                reader.poll(POLL).forEach(this::accept);
                results.polled(eventsInTopic(), engine.duplicates(), engine.withheld());
            }
        } catch (WakeupException e) {
            // close() stopped the reader.
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void accept(ConsumerRecord<byte[], byte[]> result) {
        if (result.topic().equals(config.deadLetterTopic())) {
            results.deadLetter(reason(result));
        } else if (result.value() == null) {
            return;
        } else if (result.topic().equals(config.intentsTopic())) {
            results.intent(intents.deserialize(result.topic(), result.headers(), result.value()));
        } else {
            results.profile(
                    results.needsProfiles()
                            ? profiles.deserialize(result.topic(), result.headers(), result.value())
                            : null);
        }
    }

    private static String reason(ConsumerRecord<byte[], byte[]> deadLetter) {
        Header reason = deadLetter.headers().lastHeader(ResultHeader.REASON.key());
        return reason == null ? "unknown" : new String(reason.value(), UTF_8);
    }

    private long eventsInTopic() {
        return reader.ends(input).values().stream().mapToLong(Long::longValue).sum() - before;
    }

    @Override
    public void close() {
        closing = true;
        reader.stop();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reader.close();
        intents.close();
        profiles.close();
    }
}
