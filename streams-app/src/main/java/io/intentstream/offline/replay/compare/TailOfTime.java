package io.intentstream.offline.replay.compare;

import java.time.Duration;

/**
 * The last stretch of a set of results, in which changes that time brings may not have been written yet: they are written once
 * event time is past them by a grace.
 *
 * @param grace {@code audience.grace}
 * @param sessionGap {@code session.gap}: a session is known to be over this long after its last event
 */
public record TailOfTime(Duration grace, Duration sessionGap) {
    /** No such stretch: every change counts. */
    public static final TailOfTime NONE = new TailOfTime(Duration.ZERO, Duration.ZERO);

    /** When a change fell due; for the outcome of a session, when the session was known to be over. */
    long due(Result result) {
        return result.kind() == Result.Kind.SESSION_ENDED ? result.time() + sessionGap.toMillis() + 1 : result.time();
    }

    /**
     * Whether the other side may lack a change because of its grace.
     *
     * @param endOfOther the latest {@link #due} of the other side
     */
    boolean contains(Result result, long endOfOther) {
        return result.kind().bringsTime() && due(result) > endOfOther - grace.toMillis();
    }
}
