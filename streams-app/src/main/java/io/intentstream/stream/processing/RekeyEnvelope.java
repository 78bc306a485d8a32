package io.intentstream.stream.processing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Carries a record's origin and key through the repartition topic in an additional header. So dead letters and the
 * detection of redelivered records refer to the input and not to the repartition topic.
 *
 * <p>The header holds partition (4 bytes), offset (8 bytes), the key (4 bytes length, -1 for null, then the bytes) and
 * the topic's name in UTF-8.
 */
public final class RekeyEnvelope {
    private static final String HEADER = "intentstream.rekeyed";

    private RekeyEnvelope() {}

    /** Returns the record's headers with the envelope appended. */
    static Headers wrap(InputRecord record) {
        byte[] topic = record.origin().topic().getBytes(UTF_8);
        byte[] key = record.key();
        ByteBuffer envelope = ByteBuffer.allocate(16 + (key == null ? 0 : key.length) + topic.length)
                .putInt(record.origin().partition())
                .putLong(record.origin().offset())
                .putInt(key == null ? -1 : key.length);
        if (key != null) {
            envelope.put(key);
        }
        envelope.put(topic);
        RecordHeaders headers = new RecordHeaders(record.headers());
        headers.add(new RecordHeader(HEADER, envelope.array()));
        return headers;
    }

    /**
     * The record as it was before {@link #wrap}.
     *
     * @throws IllegalStateException when the record has no envelope: then something else wrote to the repartition topic
     */
    public static InputRecord unwrap(InputRecord rekeyed) {
        Header[] headers = rekeyed.headers().toArray();
        int last = headers.length - 1;
        if (last < 0 || !headers[last].key().equals(HEADER)) {
            throw new IllegalStateException(
                    "A record of topic " + rekeyed.origin().topic() + ", partition "
                            + rekeyed.origin().partition() + ", offset "
                            + rekeyed.origin().offset()
                            + " was not written by this application: no one else may write to its internal topics");
        }
        ByteBuffer envelope = ByteBuffer.wrap(headers[last].value());
        int partition = envelope.getInt();
        long offset = envelope.getLong();
        int keyLength = envelope.getInt();
        byte[] key = keyLength < 0 ? null : new byte[keyLength];
        if (key != null) {
            envelope.get(key);
        }
        String topic = UTF_8.decode(envelope).toString();
        return new InputRecord(
                new RecordOrigin(topic, partition, offset),
                key,
                rekeyed.value(),
                new RecordHeaders(Arrays.copyOf(headers, last)),
                rekeyed.timestamp());
    }
}
