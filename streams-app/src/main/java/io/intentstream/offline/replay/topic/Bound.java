package io.intentstream.offline.replay.topic;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** An end of a range of records, mostly the same for every partition. */
public sealed interface Bound {

    /** Where the partition begins, or ends now. */
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
     * Reads a bound as users write it: a time such as {@code 2025-01-31T00:00:00Z}, or an offset such as {@code 1200}.
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
