package io.intentstream.core.avro;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryData;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro's binary encoding directly into a byte array. The array is reused for the next record, unless a large record
 * made it grow beyond {@value #KEEP_BYTES} bytes. Belongs to one thread.
 */
public final class AvroOutput extends BinaryEncoder {
    private static final int INITIAL_BYTES = 1024;
    private static final int KEEP_BYTES = 256 * 1024;
    private static final int LONGEST_NUMBER = 10;

    private byte[] buffer = new byte[INITIAL_BYTES];
    private int size;

    /** Starts a new record. */
    public void reset() {
        size = 0;
        if (buffer.length > KEEP_BYTES) {
            buffer = new byte[INITIAL_BYTES];
        }
    }

    /** Copies the bytes written since {@link #reset}. */
    public byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    /**
     * Copies the bytes written since {@link #reset} as a record.
     *
     * @param schema schema of the record's generated class
     */
    public <T extends SpecificRecord> EncodedRecord<T> toRecord(Schema schema) {
        byte[] bytes = new byte[EncodedRecord.ROOM + size];
        copyTo(bytes, EncodedRecord.ROOM);
        return new EncodedRecord<>(schema, bytes);
    }

    /** Copies the bytes written since {@link #reset} into an array, from index {@code at} on. */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(buffer, 0, target, at, size);
    }

    /**
     * Moves the bytes written since {@link #reset} to a stream, and resets.
     *
     * @throws IOException when the stream fails
     */
    public void drainTo(OutputStream out) throws IOException {
        out.write(buffer, 0, size);
        reset();
    }

    /** Writes the low byte of {@code value}. */
    public void writeByte(int value) {
        reserve(1);
        buffer[size++] = (byte) value;
    }

    @Override
    public void writeBoolean(boolean value) {
        writeByte(value ? 1 : 0);
    }

    @Override
    public void writeInt(int value) {
        reserve(LONGEST_NUMBER);
        size += BinaryData.encodeInt(value, buffer, size);
    }

    @Override
    public void writeLong(long value) {
        reserve(LONGEST_NUMBER);
        size += BinaryData.encodeLong(value, buffer, size);
    }

    @Override
    public void writeFloat(float value) {
        reserve(LONGEST_NUMBER);
        size += BinaryData.encodeFloat(value, buffer, size);
    }

    @Override
    public void writeDouble(double value) {
        reserve(LONGEST_NUMBER);
        size += BinaryData.encodeDouble(value, buffer, size);
    }

    /** ASCII text, as nearly all names are, needs no intermediate array. */
    @Override
    public void writeString(String text) {
        int length = text.length();
        reserve(LONGEST_NUMBER + length);
        int start = size;
        size += BinaryData.encodeInt(length, buffer, size);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                size = start;
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                writeInt(utf8.length);
                writeFixed(utf8, 0, utf8.length);
                return;
            }
            buffer[size++] = (byte) c;
        }
    }

    /**
     * Starts an array or a map, whose items or entries follow in one block. {@link #endBlock} ends it.
     *
     * @param count number of items or entries; 0 or more
     */
    public void startBlock(int count) {
        if (count > 0) {
            writeLong(count);
        }
    }

    /** Ends an array or a map. */
    public void endBlock() {
        writeZero();
    }

    @Override
    public void writeIndex(int type) {
        writeInt(type);
    }

    /** Writes a value of a union of null and string. */
    public void writeOptional(@Nullable String text) {
        if (text == null) {
            writeIndex(0);
        } else {
            writeIndex(1);
            writeString(text);
        }
    }

    /** Writes a value of a union of null and long; a negative number stands for null. */
    public void writeOptional(long value) {
        if (value < 0) {
            writeIndex(0);
        } else {
            writeIndex(1);
            writeLong(value);
        }
    }

    @Override
    public void writeEnum(int ordinal) {
        writeInt(ordinal);
    }

    @Override
    public void writeFixed(byte[] bytes, int start, int length) {
        reserve(length);
        System.arraycopy(bytes, start, buffer, size, length);
        size += length;
    }

    @Override
    protected void writeZero() {
        writeByte(0);
    }

    @Override
    public int bytesBuffered() {
        return size;
    }

    /** Does nothing, since there is no stream behind this encoder. */
    @Override
    public void flush() {}

    private void reserve(int more) {
        if (buffer.length - size < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }
}
