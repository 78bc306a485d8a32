package io.intentstream.core.state;

/**
 * How far time has been followed for a user, and what depends on it: memberships and the current session's scores. It stands
 * at the front of the stored state, so that memberships can be read without the rest.
 */
public final class FollowedTime {
    private static final int MEMBERSHIPS = 1;
    private static final int SCORES = 2;
    private static final int CHANGED_AT = 4;
    private static final int CHANGED_SINCE_EVENT = 8;
    private static final int EXPIRED = 16;

    private static final long MINUTE = 60_000;

    private long due = -1;
    private long changedAt = -1;
    private boolean changedSinceEvent;
    private boolean expired;
    private final Memberships memberships = new Memberships();
    private final SessionScores scores = new SessionScores();

    /** The minute since the epoch under which the user is looked at; -1 when there is none. Nothing falls due before it. */
    public long due() {
        return due;
    }

    /** The beginning of the minute {@link #due}, epoch milliseconds. */
    public long dueMillis() {
        return due * MINUTE;
    }

    /**
     * Says when something may next change by time alone. The minute moves to an earlier moment at once, and to a later one
     * only when it has come: so an active user costs one move now and then, and not one per event.
     *
     * @param next epoch milliseconds
     * @param now up to when the user has been looked at, epoch milliseconds
     */
    public void schedule(long next, long now) {
        long minute = Math.floorDiv(next, MINUTE);
        if (due < 0 || minute < due || dueMillis() <= now) {
            due = minute;
        }
    }

    /**
     * The time of the latest change that time, or a new definition, brought, epoch milliseconds; -1 when there was none. What
     * an event changes is not dated before it.
     */
    public long changedAt() {
        return changedAt;
    }

    /** Notes a change that time, or a new definition, brought. */
    public void change(long time) {
        changedAt = Math.max(changedAt, time);
    }

    /** Whether memberships have changed since the user's latest event. */
    public boolean changedSinceEvent() {
        return changedSinceEvent;
    }

    /** Notes whether memberships have changed since the user's latest event. */
    public void changedSinceEvent(boolean changed) {
        changedSinceEvent = changed;
    }

    /** Whether the user has left everything, after a silence longer than the time to live. */
    public boolean isExpired() {
        return expired;
    }

    /** Notes whether the user has expired. */
    public void expire(boolean now) {
        expired = now;
    }

    /** The audiences that the user belongs to. */
    public Memberships memberships() {
        return memberships;
    }

    /** The current session's scores. */
    public SessionScores scores() {
        return scores;
    }

    /** A user starts again; {@link #due} stays. */
    void clear() {
        changedAt = -1;
        changedSinceEvent = false;
        expired = false;
        memberships.clear();
        scores.clear();
    }

    void write(StateWriter out) {
        int parts = (memberships.isEmpty() ? 0 : MEMBERSHIPS)
                | (scores.isEmpty() ? 0 : SCORES)
                | (changedAt >= 0 ? CHANGED_AT : 0)
                | (changedSinceEvent ? CHANGED_SINCE_EVENT : 0)
                | (expired ? EXPIRED : 0);
        out.writeByte(parts);
        out.writeUnsigned(due + 1);
        if ((parts & CHANGED_AT) != 0) {
            out.writeSigned(dueMillis() - changedAt);
        }
        if ((parts & MEMBERSHIPS) != 0) {
            memberships.write(out, dueMillis());
        }
        if ((parts & SCORES) != 0) {
            scores.write(out);
        }
    }

    void read(StateReader in) {
        int parts = readMemberships(in);
        if ((parts & SCORES) != 0) {
            scores.read(in);
        }
    }

    /** Reads the front up to the memberships; returns which parts there are. */
    int readMemberships(StateReader in) {
        int parts = in.readByte();
        due = in.readUnsigned() - 1;
        changedSinceEvent = (parts & CHANGED_SINCE_EVENT) != 0;
        expired = (parts & EXPIRED) != 0;
        if ((parts & CHANGED_AT) != 0) {
            changedAt = dueMillis() - in.readSigned();
        }
        if ((parts & MEMBERSHIPS) != 0) {
            memberships.read(in, dueMillis());
        }
        return parts;
    }
}
