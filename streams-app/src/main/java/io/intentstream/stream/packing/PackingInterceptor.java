package io.intentstream.stream.packing;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;

/**
 * Packs the records that a poll returned for each partition into batches before Kafka Streams sees them, so that a batch is
 * processed, committed or repeated as one.
 *
 * <p>Kafka Streams passes one record at a time and may commit after any of them, without a public hook before the commit. A
 * buffer in a processor would therefore lose its content when the process dies after such a commit. A batch that is one
 * record cannot be committed in part.
 *
 * <p>Kafka creates the interceptor from {@code main.consumer.interceptor.classes} and configures it with the keys below. If it
 * throws, Kafka logs the exception and passes the records unchanged; the topology then processes them one by one.
 */
public final class PackingInterceptor implements ConsumerInterceptor<byte[], byte[]> {
    /** Topics whose records are packed, separated by commas; other records pass unchanged. */
    public static final String TOPICS = "intentstream.pack.topics";
    /** Most records of a batch. */
    public static final String MAX_RECORDS = "intentstream.pack.max.records";
    /** Most bytes of a batch. */
    public static final String MAX_BYTES = "intentstream.pack.max.bytes";
    /** How far ahead of now, in milliseconds, a record's timestamp may be to become the batch's. */
    public static final String ALLOWED_AHEAD_MS = "intentstream.pack.allowed.ahead.ms";

    /** A {@link Consumer} of the value of each packed record, called when it was polled; null when nobody needs them. */
    public static final String ANNOUNCE = "intentstream.pack.announce";

    private final InstantSource clock;
    private Consumer<byte[]> announce = value -> {};
    private Set<String> topics = Set.of();
    private RecordBatcher batcher;

    /** For Kafka. */
    public PackingInterceptor() {
        this(InstantSource.system());
    }

    PackingInterceptor(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void configure(Map<String, ?> configs) {
        topics = Set.of(text(configs, TOPICS).split(","));
        Duration allowedAhead = Duration.ofMillis(Long.parseLong(text(configs, ALLOWED_AHEAD_MS)));
        batcher = new RecordBatcher(
                Integer.parseInt(text(configs, MAX_RECORDS)),
                Integer.parseInt(text(configs, MAX_BYTES)),
                new TimestampGuard(allowedAhead, clock));
        if (configs.get(ANNOUNCE) instanceof Consumer<?> given) {
            announce = announcing(given);
        }
    }

    @SuppressWarnings("unchecked") // settings have no types
    private static Consumer<byte[]> announcing(Consumer<?> given) {
        return (Consumer<byte[]>) given;
    }

    /**
     * Copies the positions of the poll: without them Kafka Streams cannot commit past the last batch of a partition.
     */
    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> polled) {
        if (polled.partitions().stream().noneMatch(this::isBatched)) {
            return polled;
        }
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> batches = new LinkedHashMap<>();
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
            batches.put(partition, isBatched(partition) ? packed(records) : records);
        }
        return new ConsumerRecords<>(batches, polled.nextOffsets());
    }

    private List<ConsumerRecord<byte[], byte[]>> packed(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            announce.accept(record.value());
        }
        return batcher.batch(records);
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}

    private boolean isBatched(TopicPartition partition) {
        return topics.contains(partition.topic());
    }

    private static String text(Map<String, ?> configs, String key) {
        Object value = configs.get(key);
        if (value == null) {
            throw new ConfigException(key, null, "must be set for the packing interceptor");
        }
        return value.toString();
    }
}
