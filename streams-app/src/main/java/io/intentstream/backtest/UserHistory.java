package io.intentstream.backtest;

import java.util.List;

/**
 * All that a user did, in the order in which it was scored, with what came of it. An outcome is told by later events
 * alone.
 *
 * @param userId the user
 * @param events the events
 * @param sessions for each event the index of the first event of its session
 * @param outcomes for each event what came of it
 */
public record UserHistory(String userId, List<ScoredEvent> events, int[] sessions, Outcome[] outcomes) {

    /** What came of an event. */
    public enum Outcome {
        /** A purchase followed within the horizon. */
        PURCHASE,
        /** None followed. */
        NONE,
        /** None followed yet, and the recording ends before the horizon does. */
        UNKNOWN
    }

    /**
     * Joins a user's events with what came of them.
     *
     * @param until when the recording ends, in epoch milliseconds of event time
     */
    static UserHistory of(String userId, List<ScoredEvent> events, Horizon horizon, long until) {
        int[] sessions = sessions(events, horizon.gap().toMillis());
        Outcome[] outcomes = new Outcome[events.size()];
        int nextPurchase = -1;
        long sessionEnd = 0;
        for (int i = events.size() - 1; i >= 0; i--) {
            if (i == events.size() - 1 || sessions[i] != sessions[i + 1]) {
                sessionEnd = events.get(i).moment() + horizon.gap().toMillis();
            }
            outcomes[i] = outcome(events, sessions, i, nextPurchase, sessionEnd, horizon, until);
            if (events.get(i).isPurchase()) {
                nextPurchase = i;
            }
        }
        return new UserHistory(userId, events, sessions, outcomes);
    }

    private static Outcome outcome(
            List<ScoredEvent> events,
            int[] sessions,
            int i,
            int nextPurchase,
            long sessionEnd,
            Horizon horizon,
            long until) {
        boolean follows;
        long end;
        if (horizon instanceof Horizon.Within within) {
            end = events.get(i).moment() + within.time().toMillis();
            follows = nextPurchase >= 0 && events.get(nextPurchase).moment() <= end;
        } else {
            end = sessionEnd;
            follows = nextPurchase >= 0 && sessions[nextPurchase] == sessions[i];
        }
        if (follows) {
            return Outcome.PURCHASE;
        }
        return end <= until ? Outcome.NONE : Outcome.UNKNOWN;
    }

    private static int[] sessions(List<ScoredEvent> events, long gap) {
        int[] sessions = new int[events.size()];
        for (int i = 1; i < sessions.length; i++) {
            boolean begins = events.get(i).moment() - events.get(i - 1).moment() > gap;
            sessions[i] = begins ? i : sessions[i - 1];
        }
        return sessions;
    }

    /** Whether a session begins with an event. */
    boolean begins(int event) {
        return sessions[event] == event;
    }
}
