package io.intentstream.offline.replay.topic;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Where a range of records begins or ends. */
public sealed interface Bound {

    /** The beginning of each partition, or its current end. */
    record Unbounded() implements Bound {
        @Override
        public String toString() {
            return "the end";
        }
    }

    /** The first record whose timestamp is this or later. */
    record AtTime(Instant time) implements Bound {
        @Override
        public String toString() {
            return time.toString();
        }
    }

    /** The record with this offset. */
    record AtOffset(long offset) implements Bound {
        @Override
        public String toString() {
            return "offset " + offset;
        }
    }

    /** An offset for each partition. */
    record AtOffsets(Map<TopicPartition, Long> offsets) implements Bound {
        @Override
        public String toString() {
            return "offsets " + offsets;
        }
    }

    /**
     * Parses a bound of an option: a time such as {@code 2025-01-31T00:00:00Z}, or an offset such as {@code 1200}.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static Bound parse(String text) {
        if (text.matches("\\d{1,18}")) {
            return new AtOffset(Long.parseLong(text));
        }
        try {
            return new AtTime(Instant.parse(text));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is neither a time such as 2025-01-31T00:00:00Z nor an offset such as 1200");
        }
    }
}
