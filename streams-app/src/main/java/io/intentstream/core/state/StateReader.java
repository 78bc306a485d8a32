package io.intentstream.core.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link StateWriter} wrote. Throws {@link IndexOutOfBoundsException} when the bytes end too early. */
final class StateReader {
    private final byte[] buffer;
    private int position;
    private final List<String> texts = new ArrayList<>();

    StateReader(byte[] buffer) {
        this.buffer = buffer;
    }

    int readByte() {
        return buffer[position++] & 0xff;
    }

    long readUnsigned() {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = buffer[position++];
            value |= (next & 0x7fL) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }

    int readInt() {
        return Math.toIntExact(readUnsigned());
    }

    /** Reads the number of elements that follow, each of at least one byte: damaged bytes must not allocate large arrays. */
    int readLength() {
        int length = readInt();
        if (length > buffer.length - position) {
            throw new IndexOutOfBoundsException("length " + length + " at " + position + " of " + buffer.length);
        }
        return length;
    }

    long readSigned() {
        long raw = readUnsigned();
        return (raw >>> 1) ^ -(raw & 1);
    }

    long readLong() {
        long value = (long) StateWriter.LONG.get(buffer, position);
        position += Long.BYTES;
        return value;
    }

    int readFixedInt() {
        int value = (int) StateWriter.INT.get(buffer, position);
        position += Integer.BYTES;
        return value;
    }

    double readDouble() {
        return Double.longBitsToDouble(readLong());
    }

    float readFloat() {
        float value = Float.intBitsToFloat((int) StateWriter.INT.get(buffer, position));
        position += Integer.BYTES;
        return value;
    }

    /** Null when empty. */
    float @Nullable [] readFloats() {
        int length = readLength();
        if (length == 0) {
            return null;
        }
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = readFloat();
        }
        return values;
    }

    byte[] readBytes() {
        int length = readLength();
        byte[] bytes = Arrays.copyOfRange(buffer, position, position + length);
        position += length;
        return bytes;
    }

    /** Whether bytes are left. */
    boolean hasMore() {
        return position < buffer.length;
    }

    /** The bytes that have not been read. */
    byte[] readRest() {
        byte[] bytes = Arrays.copyOfRange(buffer, position, buffer.length);
        position = buffer.length;
        return bytes;
    }

    @Nullable
    String readUnnumberedText() {
        if (readByte() == 0) {
            return null;
        }
        int length = readLength();
        String text = StringInterner.shared(buffer, position, length);
        position += length;
        return text;
    }

    /** Reads a text that is never null. */
    String readName() {
        String name = readText();
        if (name == null) {
            throw new IndexOutOfBoundsException("a name is missing before " + position);
        }
        return name;
    }

    @Nullable
    String readText() {
        int reference = readInt();
        if (reference == 0) {
            return null;
        }
        if (reference > 1) {
            return texts.get(reference - 2);
        }
        int length = readLength();
        String text = StringInterner.shared(buffer, position, length);
        position += length;
        texts.add(text);
        return text;
    }
}
