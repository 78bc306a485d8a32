package io.intentstream.topology;

/** Names of the headers on the engine's output; every value is text in UTF-8. */
public final class RecordHeaderNames {
    /** On dead letters: the code of the reason, a name of {@code RejectReason}. */
    public static final String REASON = "intentstream.reason";
    /** On dead letters: the reason in words, without the event's content. */
    public static final String MESSAGE = "intentstream.message";
    /** On dead letters: topic that the event came from. */
    public static final String TOPIC = "intentstream.topic";
    /** On dead letters: partition that the event came from. */
    public static final String PARTITION = "intentstream.partition";
    /** On dead letters: offset of the event in that partition. */
    public static final String OFFSET = "intentstream.offset";
    /** When the engine made this record, in epoch milliseconds of the wall clock. */
    public static final String PROCESSED_AT = "intentstream.processed-at";

    private RecordHeaderNames() {}
}
