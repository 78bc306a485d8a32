package io.intentstream.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * The key of one value of a user's stored state. A head's bytes are the userId in UTF-8. A part's bytes begin with a byte
 * that no UTF-8 text contains, so that no userId can look like a part; the length of the id, the id and a number follow.
 * So all parts of a user are neighbours in a sorted store, from {@link #firstPart} to {@link #lastPart}.
 */
public sealed interface StateKey {
    /** The first byte of a part's key. */
    byte PART_MARK = (byte) 0xff;

    /** The user. */
    String userId();

    /** The key as stores and the changelog hold it. */
    byte[] toBytes();

    /** The value that is written with every update and names the parts. */
    record Head(String userId) implements StateKey {
        @Override
        public byte[] toBytes() {
            return userId.getBytes(UTF_8);
        }
    }

    /**
     * A {@link HistoryCheckpoint}.
     *
     * @param number 1 or more; negated in the key's bytes
     */
    record HistoryPart(String userId, int number) implements StateKey {
        @Override
        public byte[] toBytes() {
            return partBytes(userId, -number);
        }
    }

    /**
     * A full segment of the {@link Window}.
     *
     * @param number 1 or more
     */
    record WindowSegment(String userId, int number) implements StateKey {
        @Override
        public byte[] toBytes() {
            return partBytes(userId, number);
        }
    }

    /** The smallest key of a user's parts, in the order of their bytes. */
    static StateKey firstPart(String userId) {
        return new WindowSegment(userId, 1);
    }

    /** The largest key of a user's parts, in the order of their bytes. */
    static StateKey lastPart(String userId) {
        return new HistoryPart(userId, 1);
    }

    /** Reads what {@link #toBytes} wrote. */
    static StateKey of(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != PART_MARK) {
            return new Head(new String(bytes, UTF_8));
        }
        int length = bytes.length - 1 - Short.BYTES - Integer.BYTES;
        String userId = new String(bytes, 1 + Short.BYTES, length, UTF_8);
        int number = ByteBuffer.wrap(bytes).getInt(bytes.length - Integer.BYTES);
        return number > 0 ? new WindowSegment(userId, number) : new HistoryPart(userId, -number);
    }

    private static byte[] partBytes(String userId, int number) {
        byte[] user = userId.getBytes(UTF_8);
        return ByteBuffer.allocate(1 + Short.BYTES + user.length + Integer.BYTES)
                .put(PART_MARK)
                .putShort((short) user.length)
                .put(user)
                .putInt(number)
                .array();
    }
}
