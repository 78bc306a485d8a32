package io.intentstream.core.session;

import java.time.Duration;

/**
 * The rule that cuts a user's events into sessions: a session ends when more than this time passes without an event.
 * Times are epoch milliseconds, in rising order.
 *
 * @param millis longest time between two events of one session
 */
public record SessionGap(long millis) {

    /** The same as a duration. */
    public static SessionGap of(Duration gap) {
        return new SessionGap(gap.toMillis());
    }

    /** Whether an event starts a session, given the times of the user's event before it and of itself. */
    public boolean separates(long previous, long time) {
        return time - previous > millis;
    }

    /**
     * Whether the recording ends before a session is known to have ended. What follows such a session's events is unknown,
     * whether a purchase has followed already or not: if only the events with a purchase counted, purchases would look
     * more frequent than they are.
     *
     * @param last time of the session's last recorded event
     * @param recordingEnd when the recording ends
     */
    public boolean isCutOff(long last, long recordingEnd) {
        return recordingEnd - last < millis;
    }

    /** Index of the first event of the session that the {@code index}-th event belongs to. Later times are not read. */
    public int sessionStart(long[] times, int index) {
        int start = index;
        while (start > 0 && !separates(times[start - 1], times[start])) {
            start--;
        }
        return start;
    }

    /** For each event the index of the first event of its session. */
    public int[] sessionStarts(long[] times) {
        int[] starts = new int[times.length];
        for (int i = 1; i < starts.length; i++) {
            starts[i] = separates(times[i - 1], times[i]) ? i : starts[i - 1];
        }
        return starts;
    }
}
