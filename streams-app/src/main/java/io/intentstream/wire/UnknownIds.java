package io.intentstream.wire;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Schema ids that the registry did not know a moment ago, so that a flood of bad records does not become one of requests. An
 * id is forgotten after a while, since it may be registered later. Safe for use by many threads.
 */
final class UnknownIds {
    private static final int MOST = 100_000;

    private final Map<Integer, Refusal> refusals = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Refusal> eldest) {
            return size() > MOST;
        }
    };
    private final long ttlNanos;

    private record Refusal(long at, String message) {}

    UnknownIds(Duration ttl) {
        this.ttlNanos = ttl.toNanos();
    }

    synchronized boolean contains(int id) {
        Refusal refusal = refusals.get(id);
        return refusal != null && System.nanoTime() - refusal.at() < ttlNanos;
    }

    /** @throws UnknownSchemaIdException when the id is among them */
    synchronized void throwIfContained(int id) {
        if (contains(id)) {
            throw new UnknownSchemaIdException(refusals.get(id).message());
        }
    }

    /** Adds an id, and returns the exception for the record that holds it. */
    synchronized UnknownSchemaIdException add(int id, String message) {
        refusals.remove(id); // the order is that of the last refusals
        refusals.put(id, new Refusal(System.nanoTime(), message));
        return new UnknownSchemaIdException(message);
    }
}
