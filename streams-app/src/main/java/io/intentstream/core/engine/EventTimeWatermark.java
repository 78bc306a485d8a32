package io.intentstream.core.engine;

/**
 * The event time that a stream of events has reached: the latest time that at least two users have reached. So one device with
 * a wrong clock cannot expire all other users, and no session ends too early. It does not depend on the order of the events.
 */
public final class EventTimeWatermark {
    private String leader = "";
    private long leaderTime;
    private long time;

    /**
     * Records a user's event time.
     *
     * @param eventTime in epoch milliseconds
     */
    public void advance(String userId, long eventTime) {
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
    public void reach(long known) {
        time = Math.max(time, known);
    }

    /** The watermark in epoch milliseconds; 0 before the second user. */
    public long now() {
        return time;
    }
}
