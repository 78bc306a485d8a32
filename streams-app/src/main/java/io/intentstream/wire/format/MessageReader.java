package io.intentstream.wire.format;

import io.intentstream.config.InputFormat;
import io.intentstream.core.event.Validation;
import java.util.Optional;

/**
 * Reads the records of one format: each is the value of a topic's record, or a line of a file. Safe for use by many threads.
 */
@FunctionalInterface
public interface MessageReader {

    /**
     * Reads one record. Never throws because of what the bytes say. An event of a record that has no id has none either: the
     * caller gives it one, such as {@link ContentId}. What an event says (ids, times, ranges) is not checked here.
     *
     * @param bytes holds the record from index {@code from} to before {@code to}
     */
    Validation read(byte[] bytes, int from, int to);

    /**
     * The reader of the lines that follow the first one of a file, when that is no record but names the columns; empty when it is a
     * record.
     */
    default Optional<MessageReader> afterHeader(byte[] bytes, int from, int to) {
        return Optional.empty();
    }

    /**
     * The reader of a format.
     *
     * @throws IllegalArgumentException for {@link InputFormat#CLICKEVENT_AVRO}, which needs a schema registry: {@link
     *     io.intentstream.wire.ValueReader} reads it
     */
    static MessageReader open(InputFormat format, Mapping mapping) {
        return open(format, mapping, RecordListener.NONE);
    }

    /** As {@link #open(InputFormat, Mapping)}; the listener hears of every record. */
    static MessageReader open(InputFormat format, Mapping mapping, RecordListener listener) {
        return switch (format) {
            case CLICKEVENT_AVRO -> throw new IllegalArgumentException("clickevent-avro is read by ValueReader");
            case CLICKEVENT_JSON -> new ClickEventJsonReader(mapping, listener);
            case SEGMENT -> new SegmentReader(mapping, listener);
            case GA4 -> new Ga4Reader(mapping, listener);
            case SNOWPLOW -> new SnowplowReader(mapping, listener);
            case CSV -> new CsvReader(mapping, listener);
        };
    }
}
