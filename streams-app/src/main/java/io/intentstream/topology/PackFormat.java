package io.intentstream.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Several records as one value: the count (4 bytes), then for each record offset and timestamp (8 bytes each), key and
 * value (4 bytes length, -1 for null, then the bytes) and the headers (4 bytes count, then name and value likewise).
 *
 * <p>A pack lives between the consumer and the processor of the same process and is never written to a topic, so the
 * format has no versions.
 */
final class PackFormat {
    private static final String HEADER = "intentstream.pack";
    private static final String READ_AT_HEADER = "intentstream.pack.read.at";
    /** Drawn anew by each process, so that no client can pass off a record of its own as a pack. */
    private static final byte[] MARK = drawMark();

    private static final int FIXED_BYTES_PER_RECORD = 28;

    private PackFormat() {}

    /**
     * The headers of a pack.
     *
     * @param readAt {@link System#nanoTime} of the poll that brought its records
     */
    static Headers mark(long readAt) {
        byte[] time = ByteBuffer.allocate(Long.BYTES).putLong(readAt).array();
        return new RecordHeaders(new Header[] {new RecordHeader(HEADER, MARK), new RecordHeader(READ_AT_HEADER, time)});
    }

    /** When the records of a pack, which it must be, were read. */
    static long readAt(Headers headers) {
        return ByteBuffer.wrap(headers.lastHeader(READ_AT_HEADER).value()).getLong();
    }

    static boolean isMarked(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        return header != null && Arrays.equals(header.value(), MARK);
    }

    /** Bytes that the record takes in a pack. */
    static int sizeOf(ConsumerRecord<byte[], byte[]> record) {
        int size = FIXED_BYTES_PER_RECORD + length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            size += 8 + header.key().getBytes(UTF_8).length + length(header.value());
        }
        return size;
    }

    /**
     * Writes the records one after another.
     *
     * @param bytes the sum of their {@link #sizeOf}
     */
    static byte[] encode(List<ConsumerRecord<byte[], byte[]>> records, int bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES + bytes).putInt(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            buffer.putLong(record.offset()).putLong(record.timestamp());
            putBytes(buffer, record.key());
            putBytes(buffer, record.value());
            putHeaders(buffer, record.headers());
        }
        return buffer.array();
    }

    static List<PackedRecord> decode(byte[] pack) {
        ByteBuffer buffer = ByteBuffer.wrap(pack);
        int count = buffer.getInt();
        List<PackedRecord> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long offset = buffer.getLong();
            long timestamp = buffer.getLong();
            byte[] key = getBytes(buffer);
            byte[] value = getBytes(buffer);
            records.add(new PackedRecord(key, value, getHeaders(buffer), offset, timestamp));
        }
        return records;
    }

    private static void putHeaders(ByteBuffer buffer, Headers headers) {
        int countAt = buffer.position();
        buffer.putInt(0);
        int count = 0;
        for (Header header : headers) {
            putBytes(buffer, header.key().getBytes(UTF_8));
            putBytes(buffer, header.value());
            count++;
        }
        buffer.putInt(countAt, count);
    }

    private static Headers getHeaders(ByteBuffer buffer) {
        RecordHeaders headers = new RecordHeaders();
        for (int left = buffer.getInt(); left > 0; left--) {
            headers.add(new RecordHeader(new String(getBytes(buffer), UTF_8), getBytes(buffer)));
        }
        return headers;
    }

    private static void putBytes(ByteBuffer buffer, byte[] bytes) {
        if (bytes == null) {
            buffer.putInt(-1);
        } else {
            buffer.putInt(bytes.length).put(bytes);
        }
    }

    private static byte[] getBytes(ByteBuffer buffer) {
        int length = buffer.getInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static byte[] drawMark() {
        byte[] mark = new byte[16];
        new SecureRandom().nextBytes(mark);
        return mark;
    }
}
