package io.intentstream.stream.processing;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The headers of the records that the engine writes. Every value is text in UTF-8. */
public enum ResultHeader {
    /** On dead letters: the code of the reason, a name of {@code RejectReason}. */
    REASON("intentstream.reason"),
    /** On dead letters: the reason in words, without the event's content. */
    MESSAGE("intentstream.message"),
    /** On dead letters: topic that the record came from. */
    TOPIC("intentstream.topic"),
    /** On dead letters: partition that the record came from. */
    PARTITION("intentstream.partition"),
    /** On dead letters: offset of the record in that partition. */
    OFFSET("intentstream.offset"),
    /** On dead letters whose value was cut because it was too long to be written: the original size in bytes. */
    CUT_FROM("intentstream.cut-from"),
    /** On every record: the time of processing, in epoch milliseconds of the wall clock. */
    PROCESSED_AT("intentstream.processed-at");

    private final String key;

    ResultHeader(String key) {
        this.key = key;
    }

    /** The header's name in Kafka. */
    public String key() {
        return key;
    }

    Header with(Object value) {
        return new RecordHeader(key, value.toString().getBytes(UTF_8));
    }
}
