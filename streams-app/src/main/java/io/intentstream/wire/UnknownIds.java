package io.intentstream.wire;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Schema ids that the registry recently did not know: many bad records must not cause as many requests. */
final class UnknownIds {
    private static final int MOST = 10_000;

    private final Map<Integer, Long> askedAt = new ConcurrentHashMap<>();
    private final long ttlNanos;

    UnknownIds(Duration ttl) {
        this.ttlNanos = ttl.toNanos();
    }

    void throwIfKnownToBeUnknown(int id) {
        Long asked = askedAt.get(id);
        if (asked != null && System.nanoTime() - asked < ttlNanos) {
            throw new UnknownSchemaIdException(id);
        }
    }

    UnknownSchemaIdException remember(int id) {
        if (askedAt.size() >= MOST) {
            askedAt.clear();
        }
        askedAt.put(id, System.nanoTime());
        return new UnknownSchemaIdException(id);
    }
}
