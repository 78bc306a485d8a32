package io.intentstream.stream.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What a task remembers of time and of its audiences: its clock, the sizes of the audiences, and how far their present
 * definitions have been applied. It is written in the transaction of the changes that it counts.
 */
public final class AudienceStore {
    private static final String CLOCK = "clock";
    private static final String DEFINITIONS = "definitions";
    /** No other key begins with it. */
    private static final String AUDIENCE = "audience/";

    private static final String AFTER_AUDIENCES = "audience0";

    private final KeyValueStore<String, byte[]> store;

    public AudienceStore(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /**
     * How far the task's events have come.
     *
     * @param time event time that at least two users have reached, or that a tick has told, epoch milliseconds
     * @param live whether the latest processed event was recent by the wall clock
     */
    public record StoredClock(long time, boolean live) {}

    /**
     * How far definitions have been applied to the users of the task.
     *
     * @param fingerprint of the definitions
     * @param done whether they have been applied to all users
     * @param asOf the moment as of which users are evaluated, epoch milliseconds of event time; 0 when it is not fixed yet
     * @param walked users to whom they have been applied
     * @param cursor the latest of these users; empty when there is none, or when all is done
     */
    public record AppliedDefinitions(int fingerprint, boolean done, long asOf, long walked, String cursor) {}

    /** The clock; at 0 and not live before the first event. */
    public StoredClock clock() {
        byte[] stored = store.get(CLOCK);
        if (stored == null) {
            return new StoredClock(0, false);
        }
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        return new StoredClock(bytes.getLong(), bytes.get() == 1);
    }

    public void write(StoredClock clock) {
        store.put(
                CLOCK,
                ByteBuffer.allocate(Long.BYTES + 1)
                        .putLong(clock.time())
                        .put((byte) (clock.live() ? 1 : 0))
                        .array());
    }

    /** The definitions that were applied last; empty before the first. */
    public Optional<AppliedDefinitions> definitions() {
        byte[] stored = store.get(DEFINITIONS);
        if (stored == null) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        return Optional.of(new AppliedDefinitions(
                bytes.getInt(),
                bytes.get() == 1,
                bytes.getLong(),
                bytes.getLong(),
                UTF_8.decode(bytes).toString()));
    }

    public void write(AppliedDefinitions definitions) {
        byte[] cursor = definitions.cursor().getBytes(UTF_8);
        store.put(
                DEFINITIONS,
                ByteBuffer.allocate(Integer.BYTES + 1 + 2 * Long.BYTES + cursor.length)
                        .putInt(definitions.fingerprint())
                        .put((byte) (definitions.done() ? 1 : 0))
                        .putLong(definitions.asOf())
                        .putLong(definitions.walked())
                        .put(cursor)
                        .array());
    }

    /** The audiences that have or had members. */
    public List<AudienceCount> counts() {
        List<AudienceCount> counts = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> stored = store.range(AUDIENCE, AFTER_AUDIENCES)) {
            stored.forEachRemaining(
                    entry -> counts.add(AudienceCount.decode(entry.key.substring(AUDIENCE.length()), entry.value)));
        }
        return counts;
    }

    public void write(AudienceCount count) {
        store.put(AUDIENCE + count.audience(), count.encode());
    }

    /** Forgets an audience. */
    public void delete(String audience) {
        store.delete(AUDIENCE + audience);
    }
}
