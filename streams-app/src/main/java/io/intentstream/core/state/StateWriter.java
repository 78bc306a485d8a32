package io.intentstream.core.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A growing buffer for the state encoding: little-endian, with variable-length integers (LEB128, zigzag where signed). A
 * text is written once and referred to by number afterwards. Reused for many states; belongs to one thread.
 */
public final class StateWriter {
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] buffer;
    private int size;
    private final StringTable texts;

    /** A writer for whole states. */
    public StateWriter() {
        this(1024, 128);
    }

    /**
     * @param bytes initial capacity
     * @param places initial capacity of the text table, twice the number of texts; a power of two
     */
    StateWriter(int bytes, int places) {
        buffer = new byte[bytes];
        texts = new StringTable(places);
    }

    /** Clears the buffer and the text table. */
    void reset() {
        size = 0;
        texts.clear();
    }

    byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    void writeByte(int value) {
        ensure(1);
        buffer[size++] = (byte) value;
    }

    /** Writes a non-negative number. */
    void writeUnsigned(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            buffer[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
    }

    void writeSigned(long value) {
        writeUnsigned((value << 1) ^ (value >> 63));
    }

    void writeLong(long value) {
        ensure(Long.BYTES);
        LONG.set(buffer, size, value);
        size += Long.BYTES;
    }

    void writeFixedInt(int value) {
        ensure(Integer.BYTES);
        INT.set(buffer, size, value);
        size += Integer.BYTES;
    }

    void writeDouble(double value) {
        writeLong(Double.doubleToRawLongBits(value));
    }

    void writeFloat(float value) {
        ensure(Integer.BYTES);
        INT.set(buffer, size, Float.floatToRawIntBits(value));
        size += Integer.BYTES;
    }

    /** Writes an array with its length; null is written as an empty array. */
    void writeFloats(float @Nullable [] values) {
        writeUnsigned(values == null ? 0 : values.length);
        if (values != null) {
            ensure(values.length * Float.BYTES);
            for (float value : values) {
                INT.set(buffer, size, Float.floatToRawIntBits(value));
                size += Float.BYTES;
            }
        }
    }

    void writeBytes(byte[] bytes) {
        writeUnsigned(bytes.length);
        ensure(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
    }

    /** Appends the bytes of another writer, which keeps its own text table. */
    void writeAll(StateWriter other) {
        ensure(other.size);
        System.arraycopy(other.buffer, 0, buffer, size, other.size);
        size += other.size;
    }

    /** 0 is null, 1 a new text that follows, 2 + n the n-th text written. */
    void writeText(@Nullable String text) {
        if (text == null) {
            writeByte(0);
            return;
        }
        int known = texts.numberOf(text);
        if (known >= 0) {
            writeUnsigned(2L + known);
        } else {
            writeByte(1);
            writeUtf8(text);
        }
    }

    /**
     * Writes a text to which nothing refers. The numbers of texts begin anew with what is written apart, as the window's tail
     * is, so nothing before it may have taken some.
     */
    void writeUnnumberedText(@Nullable String text) {
        writeByte(text == null ? 0 : 1);
        if (text != null) {
            writeBytes(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** ASCII texts, which nearly all are, are written without a temporary array. */
    private void writeUtf8(String text) {
        int length = text.length();
        int start = size;
        writeUnsigned(length);
        ensure(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                size = start;
                writeBytes(text.getBytes(StandardCharsets.UTF_8));
                return;
            }
            buffer[size + i] = (byte) c;
        }
        size += length;
    }

    private void ensure(int more) {
        if (buffer.length - size < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }
}
