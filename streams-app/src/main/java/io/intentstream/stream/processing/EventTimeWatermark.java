package io.intentstream.stream.processing;

/**
 * How far event time has come in one task: the latest time that at least two users have reached, so that one device
 * with a wrong clock can't expire everybody else.
 *
 * <p>Starts anew with each assignment, which only delays an expiry.
 */
final class EventTimeWatermark {
    private String leader = "";
    private long leaderTime;
    private long time;

    /**
     * Takes note of a user's event time.
     *
     * @param eventTime in epoch milliseconds
     */
    void advance(String userId, long eventTime) {
        if (userId.equals(leader)) {
            leaderTime = Math.max(leaderTime, eventTime);
        } else if (eventTime >= leaderTime) {
            time = Math.max(time, leaderTime);
            leader = userId;
            leaderTime = eventTime;
        } else {
            time = Math.max(time, eventTime);
        }
    }

    /** In epoch milliseconds; 0 when no two users have been seen. */
    long now() {
        return time;
    }
}
