package io.intentstream.stream.packing;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * What makes a record a pack: a header that holds the pack itself. The record's value is empty, for Kafka Streams keeps the
 * value of the record under way with every entry of its record cache: a whole pack for each of its users, until their next
 * event. The header gives its pack away to who reads it, and what is kept of it afterwards is next to nothing.
 *
 * <p>A pack lives between the consumer and the processor of the same process and is never written to a topic. No client
 * can pass off a record of its own as one: what comes over the network has headers of another class.
 */
final class BatchHeader implements Header {
    private static final String KEY = "intentstream.pack";
    private static final byte[] NO_BYTES = {};

    private ConsumedBatch.Batched batch;

    private BatchHeader(ConsumedBatch.Batched batch) {
        this.batch = batch;
    }

    /** The headers of a record that is this pack. */
    static Headers holding(ConsumedBatch.Batched batch) {
        return new RecordHeaders(new Header[] {new BatchHeader(batch)});
    }

    /** Whether a record with these headers is a pack. */
    static boolean isAmong(Headers headers) {
        return headers.lastHeader(KEY) instanceof BatchHeader;
    }

    /**
     * Takes the pack out of the headers of a record that is one.
     *
     * @throws IllegalStateException when it was taken before: its records must be neither lost nor processed twice
     */
    static ConsumedBatch.Batched takeFrom(Headers headers) {
        BatchHeader header = (BatchHeader) headers.lastHeader(KEY);
        ConsumedBatch.Batched taken = header.batch;
        if (taken == null) {
            throw new IllegalStateException("A pack was read twice");
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
