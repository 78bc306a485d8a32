package io.intentstream.offline.replay.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import io.intentstream.offline.replay.Recording;
import io.intentstream.offline.replay.RecordingPlan;
import io.intentstream.wire.EventReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The events of topics.
 *
 * @param consumer settings of a consumer
 * @param reader opens what turns values into events
 * @param range which records
 * @param keyedByUser whether a record's key must be its userId, as the stream demands
 */
public record RecordedTopics(
        Map<String, Object> consumer, Supplier<EventReader> reader, TopicRange range, boolean keyedByUser)
        implements RecordingPlan {

    @Override
    public List<String> identity() {
        return List.of(range.describe());
    }

    @Override
    public long estimatedRecords() {
        return new TopicSize(consumer).records(range);
    }

    /** A user's events lie in one partition then, in the order in which the stream took them. */
    @Override
    public boolean inOrder() {
        return keyedByUser && range.topics().size() == 1;
    }

    /**
     * What is not read, though the live application may have read it.
     *
     * @param deleted records of the range that the brokers have deleted already, at most
     * @param skipped records that lie before the range, at most
     */
    public record Unread(long deleted, long skipped) {}

    /** What users may have done before the first record that is read. */
    public Unread unread() {
        List<TopicRange.Span> spans = spans();
        return new Unread(
                spans.stream().mapToLong(TopicRange.Span::deleted).sum(),
                spans.stream().mapToLong(TopicRange.Span::skipped).sum());
    }

    private List<TopicRange.Span> spans() {
        try (TopicReader records = TopicReader.open(consumer, range)) {
            return records.spans();
        }
    }

    @Override
    public RecordedTopics asOfNow() {
        return new RecordedTopics(consumer, reader, range.at(spans()), keyedByUser);
    }

    @Override
    public Recording open() {
        TopicReader records = TopicReader.open(consumer, range);
        try {
            return new Events(records, reader.get(), keyedByUser);
        } catch (RuntimeException e) {
            records.close();
            throw e;
        }
    }

    private record Events(TopicReader records, EventReader reader, boolean keyedByUser) implements Recording {
        @Override
        public @Nullable Validation next() {
            ConsumerRecord<byte[], byte[]> record = records.next();
            if (record == null) {
                return null;
            }
            Validation read = reader.read(record.topic(), record.headers(), record.value());
            if (keyedByUser && read instanceof Validation.Accepted accepted && !isKeyedBy(accepted, record.key())) {
                return new Validation.Rejected(RejectReason.KEY_MISMATCH, "the key is not the userId");
            }
            return read;
        }

        private static boolean isKeyedBy(Validation.Accepted accepted, byte @Nullable [] key) {
            String user = accepted.event().getUserId();
            return user.isBlank() || Arrays.equals(user.getBytes(UTF_8), key);
        }

        @Override
        public double partRead() {
            return records.partRead();
        }

        @Override
        public void close() {
            reader.close();
            records.close();
        }
    }
}
