package io.intentstream.stream.processing;

/**
 * The event time of one task: the latest time that at least two users have reached. So one device with a wrong clock cannot
 * expire all other users, or end their sessions.
 */
final class EventTimeWatermark {
    private String leader = "";
    private long leaderTime;
    private long time;

    /**
     * Records a user's event time.
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

    /** Goes on to a time that is known otherwise: from before a restart, or from a tick. */
    void reach(long known) {
        time = Math.max(time, known);
    }

    /** The watermark in epoch milliseconds; 0 before the second user. */
    long now() {
        return time;
    }
}
