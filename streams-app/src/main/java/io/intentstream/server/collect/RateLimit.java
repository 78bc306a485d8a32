package io.intentstream.server.collect;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits the events of each write key: a bucket of tokens that fills at the permitted rate and holds those of one second. A
 * request is admitted while there are tokens at all, and may take more than there are: so a batch of any size passes, and the
 * rate is kept on average.
 */
final class RateLimit {
    private static final long NANOS = 1_000_000_000;

    private final double perSecond;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    /** @param perSecond events of one key */
    RateLimit(int perSecond) {
        this.perSecond = perSecond;
    }

    /**
     * Takes the tokens of a request's events.
     *
     * @param now of a clock that never goes back, in nanoseconds
     * @return empty when the request is admitted, otherwise the whole seconds until one will be
     */
    OptionalLong refusal(String key, int events, long now) {
        return buckets.computeIfAbsent(key, k -> new Bucket(perSecond, now)).take(events, now);
    }

    private static final class Bucket {
        private final double perSecond;
        private double tokens;
        private long filled;

        private Bucket(double perSecond, long now) {
            this.perSecond = perSecond;
            this.tokens = perSecond;
            this.filled = now;
        }

        private synchronized OptionalLong take(int events, long now) {
            tokens = Math.min(perSecond, tokens + (now - filled) * perSecond / NANOS);
            filled = now;
            if (tokens <= 0) {
                return OptionalLong.of(Math.max(1, (long) Math.ceil(-tokens / perSecond)));
            }
            tokens -= events;
            return OptionalLong.empty();
        }
    }
}
