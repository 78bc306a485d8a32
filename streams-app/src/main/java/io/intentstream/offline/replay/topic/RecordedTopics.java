package io.intentstream.offline.replay.topic;

import io.intentstream.core.event.EventValidator;
import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.offline.replay.Recording;
import io.intentstream.offline.replay.RecordingPlan;
import io.intentstream.wire.format.EventReader;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The events of topics.
 *
 * @param clients of the cluster
 * @param reader opens a reader that turns values into events
 * @param range the records to read
 * @param keyedByUser whether a record's key must be its userId, as the stream requires
 */
public record RecordedTopics(KafkaClients clients, Supplier<EventReader> reader, TopicRange range, boolean keyedByUser)
        implements RecordingPlan {

    @Override
    public List<String> identity() {
        return List.of(range.describe());
    }

    @Override
    public long estimatedRecords() {
        return TopicReader.records(clients, range);
    }

    /** A user's events are then in one partition, in the order in which the stream processed them. */
    @Override
    public boolean inOrder() {
        return keyedByUser && range.topics().size() == 1;
    }

    /**
     * Records that are not read although the live application may have read them.
     *
     * @param deleted most records of the range that the brokers have already deleted
     * @param skipped most records before the range
     */
    public record Unread(long deleted, long skipped) {}

    /** The records before the first one that is read: they may hold events of the same users. */
    public Unread unread() {
        List<TopicRange.Span> spans = spans();
        return new Unread(
                spans.stream().mapToLong(TopicRange.Span::deleted).sum(),
                spans.stream().mapToLong(TopicRange.Span::skipped).sum());
    }

    private List<TopicRange.Span> spans() {
        try (TopicReader records = TopicReader.open(clients, range)) {
            return records.spans();
        }
    }

    @Override
    public RecordedTopics asOfNow() {
        return new RecordedTopics(clients, reader, range.at(spans()), keyedByUser);
    }

    @Override
    public Recording open() {
        TopicReader records = TopicReader.open(clients, range);
        try {
            EventReader values = reader.get();
            records.announceTo(values::announce);
            return new Events(records, values, keyedByUser);
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
            return keyedByUser
                            && read instanceof Validation.Accepted accepted
                            && !EventValidator.isKeyedByUser(accepted.event(), record.key())
                    ? new Validation.Rejected(RejectReason.KEY_MISMATCH, "the key is not the userId")
                    : read;
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
