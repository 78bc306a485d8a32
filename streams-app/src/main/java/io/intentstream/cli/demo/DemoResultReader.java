package io.intentstream.cli.demo;

import io.intentstream.cli.command.RecordSerdes;
import io.intentstream.config.AppConfig;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads what the engine made as any other service would, committed records only, on a thread of its own. Profiles are
 * decoded only when somebody wants them.
 */
final class DemoResultReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final AppConfig config;
    private final Results results;
    private final EngineView engine;
    private final Deserializer<PurchaseIntent> intents;
    private final Deserializer<UserProfile> profiles;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Collection<TopicPartition> input;
    private final long before;
    private final Thread thread = new Thread(this::read, "result-reader");
    private volatile boolean closing;
    private volatile RuntimeException failure;

    /** Who wants to know of results; called on the reader's thread. */
    interface Results {
        void intent(PurchaseIntent intent);

        /** Whether {@link #profile} wants profiles; otherwise it gets null. */
        boolean wantsProfiles();

        void profile(UserProfile profile);

        void deadLetter();

        /**
         * Everything that a poll brought has been handed on.
         *
         * @param eventsInTopic records of the input topic that were not worked off when the engine started
         */
        void polled(long eventsInTopic, long duplicates, long withheld);
    }

    /** What only the engine can tell: events that bring no record. */
    interface EngineView {
        long duplicates();

        long withheld();
    }

    /** Made before the engine starts: it counts what the engine does from then on. */
    DemoResultReader(AppConfig config, EngineView engine, Results results) {
        this.config = config;
        this.engine = engine;
        this.results = results;
        this.intents = RecordSerdes.of(config).deserializer();
        this.profiles = RecordSerdes.of(config).deserializer();
        this.consumer = new KafkaConsumer<>(settings(config), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.input = partitions(config.inputTopics());
        List<TopicPartition> output =
                partitions(List.of(config.intentsTopic(), config.profilesTopic(), config.deadLetterTopic()));
        consumer.assign(output);
        consumer.seekToEnd(output);
        output.forEach(consumer::position); // settles where the end is before the engine adds to it
        this.before = processedBefore();
    }

    /** How many events an earlier demo in the same folder has worked off; their results are not this one's. */
    private long processedBefore() {
        return consumer.committed(Set.copyOf(input)).values().stream()
                .filter(Objects::nonNull)
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    private static Map<String, Object> settings(AppConfig config) {
        Map<String, Object> settings = new HashMap<>(config.consumerSettings());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // The engine's group, to learn how far it has come; this consumer neither joins it nor commits.
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.applicationId());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        return settings;
    }

    private List<TopicPartition> partitions(List<String> topics) {
        return topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    void start() {
        thread.start();
    }

    /** Why the reading ended early, if it did. */
    Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }

    private void read() {
        try {
            while (!closing) {
                consumer.poll(POLL).forEach(this::handOn);
                results.polled(eventsInTopic(), engine.duplicates(), engine.withheld());
            }
        } catch (WakeupException e) {
            // Only close() wakes the consumer up.
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void handOn(ConsumerRecord<byte[], byte[]> result) {
        if (result.topic().equals(config.deadLetterTopic())) {
            results.deadLetter();
        } else if (result.value() == null) {
            return;
        } else if (result.topic().equals(config.intentsTopic())) {
            results.intent(intents.deserialize(result.topic(), result.headers(), result.value()));
        } else {
            results.profile(
                    results.wantsProfiles()
                            ? profiles.deserialize(result.topic(), result.headers(), result.value())
                            : null);
        }
    }

    private long eventsInTopic() {
        return consumer.endOffsets(input).values().stream()
                        .mapToLong(Long::longValue)
                        .sum()
                - before;
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        consumer.close();
        intents.close();
        profiles.close();
    }
}
