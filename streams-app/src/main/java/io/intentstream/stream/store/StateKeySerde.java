package io.intentstream.stream.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.core.state.StateKey;
import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serdes;

/**
 * A head's key is the userId in UTF-8; a part's begins with a byte that no UTF-8 holds, so that no userId can look like
 * it, and goes on with the id's length, the id and the number: a user's parts lie side by side.
 */
public final class StateKeySerde extends Serdes.WrapperSerde<StateKey> {
    private static final byte PART = (byte) 0xff;

    /** Keys of the users' store and its changelog. */
    public StateKeySerde() {
        super((topic, key) -> write(key), (topic, bytes) -> read(bytes));
    }

    private static byte[] write(StateKey key) {
        byte[] user = key.userId().getBytes(UTF_8);
        if (key.part() == StateKey.HEAD) {
            return user;
        }
        return ByteBuffer.allocate(1 + Short.BYTES + user.length + Integer.BYTES)
                .put(PART)
                .putShort((short) user.length)
                .put(user)
                .putInt(key.part())
                .array();
    }

    private static StateKey read(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != PART) {
            return StateKey.head(new String(bytes, UTF_8));
        }
        int length = bytes.length - 1 - Short.BYTES - Integer.BYTES;
        return new StateKey(
                new String(bytes, 1 + Short.BYTES, length, UTF_8),
                ByteBuffer.wrap(bytes).getInt(bytes.length - Integer.BYTES));
    }

    /** The first key of a user's parts, and the last, in the order of their bytes. */
    static StateKey firstPart(String userId) {
        return new StateKey(userId, 1);
    }

    static StateKey lastPart(String userId) {
        return new StateKey(userId, -1);
    }
}
