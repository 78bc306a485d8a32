package io.intentstream.stream.packing;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A header that holds a batch. Kafka Streams' record cache keeps the current record's value with each entry, which would keep
 * the whole batch in memory once for each of its users. So the value is empty, the batch travels in this header, and reading
 * the header clears it.
 *
 * <p>A batch exists between consumer and processor of one process and is never written to a topic. A client cannot send a
 * record that looks like a batch: headers from the network are of another class.
 */
final class BatchHeader implements Header {
    private static final String KEY = "intentstream.pack";
    private static final byte[] NO_BYTES = {};

    private ConsumedBatch.@Nullable Batched batch;

    private BatchHeader(ConsumedBatch.Batched batch) {
        this.batch = batch;
    }

    /** Headers of a record that carries the batch. */
    static Headers holding(ConsumedBatch.Batched batch) {
        return new RecordHeaders(new Header[] {new BatchHeader(batch)});
    }

    /** Whether a record with these headers carries a batch. */
    static boolean isAmong(Headers headers) {
        return headers.lastHeader(KEY) instanceof BatchHeader;
    }

    /**
     * Removes the batch from the headers and returns it.
     *
     * @throws IllegalStateException when it was removed before: its records must be neither lost nor processed twice
     */
    static ConsumedBatch.Batched takeFrom(Headers headers) {
        BatchHeader header = (BatchHeader) headers.lastHeader(KEY);
        ConsumedBatch.Batched taken = header.batch;
        if (taken == null) {
            throw new IllegalStateException("A batch was read twice");
        }
        header.batch = null;
        return taken;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public byte[] value() {
        return NO_BYTES;
    }
}
