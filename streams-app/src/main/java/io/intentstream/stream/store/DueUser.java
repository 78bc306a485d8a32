package io.intentstream.stream.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * A user's entry in the index of due users.
 *
 * @param minute minutes since the epoch, of event time
 * @param userId who is to be looked at then
 */
public record DueUser(long minute, String userId) {

    byte[] key() {
        byte[] user = userId.getBytes(UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + user.length)
                .putInt(Math.toIntExact(minute))
                .put(user)
                .array();
    }

    static DueUser of(byte[] key) {
        return new DueUser(
                ByteBuffer.wrap(key).getInt(), new String(key, Integer.BYTES, key.length - Integer.BYTES, UTF_8));
    }
}
