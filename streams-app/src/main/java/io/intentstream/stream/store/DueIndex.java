package io.intentstream.stream.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Finds the users about whom time alone may change something, without reading all users: one entry for each user, under the
 * minute of event time at which the user is to be looked at.
 *
 * <p>An entry's key is the minute since the epoch as 4 bytes, big-endian, and the userId in UTF-8; its value is empty. The
 * index remembers up to which minute it is empty, so that most questions need no iterator.
 */
final class DueIndex {
    private static final byte[] PRESENT = new byte[0];

    private final KeyValueStore<byte[], byte[]> store;

    /** There are no entries of earlier minutes. */
    private long first;

    DueIndex(KeyValueStore<byte[], byte[]> store) {
        this.store = store;
    }

    /** Moves a user's entry; a minute of -1 stands for none. */
    void move(String userId, long before, long after) {
        if (before == after) {
            return;
        }
        if (before >= 0) {
            remove(new DueUser(before, userId));
        }
        if (after >= 0) {
            store.put(new DueUser(after, userId).key(), PRESENT);
            first = Math.min(first, after);
        }
    }

    void remove(DueUser entry) {
        store.delete(entry.key());
    }

    /** Removes all entries of a user; reads the whole index to find them. */
    void remove(String userId) {
        List<DueUser> found = new ArrayList<>(1);
        try (KeyValueIterator<byte[], byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                DueUser entry = DueUser.of(entries.next().key);
                if (entry.userId().equals(userId)) {
                    found.add(entry);
                }
            }
        }
        found.forEach(this::remove);
    }

    /**
     * Entries of minutes before {@code minute}, earliest first. The caller moves or removes them.
     *
     * @param limit most of them
     */
    List<DueUser> before(long minute, int limit) {
        if (minute <= first) {
            return List.of();
        }
        List<DueUser> due = entries(minute, limit);
        first = due.size() == limit ? due.get(limit - 1).minute() : minute;
        return due;
    }

    /** How many entries there are of minutes before {@code minute}; counts no further than {@code limit}. */
    int countBefore(long minute, int limit) {
        return minute <= first ? 0 : entries(minute, limit).size();
    }

    /** The earliest minute of which there may be entries. */
    long first() {
        return first;
    }

    private List<DueUser> entries(long minute, int limit) {
        List<DueUser> entries = new ArrayList<>();
        try (KeyValueIterator<byte[], byte[]> stored = store.range(minuteKey(first), minuteKey(minute))) {
            while (entries.size() < limit && stored.hasNext()) {
                entries.add(DueUser.of(stored.next().key));
            }
        }
        return entries;
    }

    /** Sorts before every entry of its minute. */
    private static byte[] minuteKey(long minute) {
        return ByteBuffer.allocate(Integer.BYTES)
                .putInt((int) Math.max(0, Math.min(Integer.MAX_VALUE, minute)))
                .array();
    }
}
