package io.intentstream.stream.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Finds the users who may have expired without reading all users: one entry for each user, under a UTC day on or before the
 * day of the user's latest event. An entry is moved only when its day is due, so an active user costs one write per time to
 * live, and not one per event or day.
 *
 * <p>An entry's key is the day as 4 bytes, big-endian, and the userId in UTF-8; its value is empty.
 */
final class ExpiryIndex {
    private static final byte[] PRESENT = new byte[0];

    private final KeyValueStore<byte[], byte[]> store;

    ExpiryIndex(KeyValueStore<byte[], byte[]> store) {
        this.store = store;
    }

    /** One user's entry. */
    record ExpiryEntry(int day, String userId) {
        private byte[] key() {
            byte[] user = userId.getBytes(UTF_8);
            return ByteBuffer.allocate(Integer.BYTES + user.length)
                    .putInt(day)
                    .put(user)
                    .array();
        }

        private static ExpiryEntry of(byte[] key) {
            return new ExpiryEntry(
                    ByteBuffer.wrap(key).getInt(), new String(key, Integer.BYTES, key.length - Integer.BYTES, UTF_8));
        }
    }

    /** The UTC day of a time in epoch milliseconds, counted from 1970-01-01. */
    static int dayOf(long time) {
        return Math.toIntExact(Math.floorDiv(time, TimeUnit.DAYS.toMillis(1)));
    }

    void add(String userId, long lastSeen) {
        store.put(new ExpiryEntry(dayOf(lastSeen), userId).key(), PRESENT);
    }

    void remove(ExpiryEntry entry) {
        store.delete(entry.key());
    }

    /**
     * Removes a user's entry. Its day is nearly always between the user's first and latest event, so those days are tried
     * before the whole index is read.
     *
     * @param firstDay the day of the user's earliest event
     * @param lastDay the day of the user's latest event
     */
    void remove(String userId, int firstDay, int lastDay) {
        for (int day = lastDay; day >= firstDay; day--) {
            ExpiryEntry entry = new ExpiryEntry(day, userId);
            if (store.get(entry.key()) != null) {
                remove(entry);
                return;
            }
        }
        remove(userId);
    }

    /** Removes a user's entry; reads the whole index to find it. */
    void remove(String userId) {
        try (KeyValueIterator<byte[], byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                ExpiryEntry entry = ExpiryEntry.of(entries.next().key);
                if (entry.userId().equals(userId)) {
                    remove(entry);
                    return;
                }
            }
        }
    }

    /** Entries of days before {@code day}, oldest first, at most {@code limit}. */
    List<ExpiryEntry> before(int day, int limit) {
        List<ExpiryEntry> due = new ArrayList<>();
        try (KeyValueIterator<byte[], byte[]> entries = store.range(dayKey(0), dayKey(day))) {
            while (due.size() < limit && entries.hasNext()) {
                KeyValue<byte[], byte[]> entry = entries.next();
                due.add(ExpiryEntry.of(entry.key));
            }
        }
        return due;
    }

    /** Sorts before every entry of its day. */
    private static byte[] dayKey(int day) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(day).array();
    }
}
