package io.intentstream.offline.backtest;

import io.intentstream.core.session.SessionGap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * All that a user did, in the order in which it was scored, with what came of it. An outcome is told by purchases that
 * arrived later and happened later: one that happened before a score was served and arrived after it did not follow it.
 *
 * @param userId the user
 * @param events the events
 * @param sessions for each event the index of the first event of its session
 * @param outcomes for each event what came of it
 */
public record UserHistory(String userId, List<ScoredEvent> events, int[] sessions, EventOutcome[] outcomes) {

    /** What came of an event. */
    public enum EventOutcome {
        /** A purchase followed within the horizon. */
        PURCHASE,
        /** None followed. */
        NONE,
        /**
         * The recording ends before the horizon does. That holds for events that a purchase has followed already, too: to
         * count these, and not those that none followed yet, would make purchases look more frequent than they are.
         */
        UNKNOWN
    }

    /**
     * Joins a user's events with what came of them.
     *
     * @param until when the recording ends, in epoch milliseconds of event time
     */
    static UserHistory of(String userId, List<ScoredEvent> events, Horizon horizon, long until) {
        int[] sessions = SessionGap.of(horizon.gap())
                .sessionStarts(events.stream().mapToLong(ScoredEvent::moment).toArray());
        EventOutcome[] outcomes = new EventOutcome[events.size()];
        TreeSet<Long> purchases = new TreeSet<>();
        long sessionEnd = 0;
        for (int i = events.size() - 1; i >= 0; i--) {
            ScoredEvent event = events.get(i);
            if (i == events.size() - 1 || sessions[i] != sessions[i + 1]) {
                sessionEnd = event.moment() + horizon.gap().toMillis();
            }
            long end = horizon instanceof Horizon.Within within
                    ? event.moment() + within.time().toMillis()
                    : sessionEnd;
            Long next = purchases.ceiling(event.moment());
            if (end > until) {
                outcomes[i] = EventOutcome.UNKNOWN;
            } else {
                outcomes[i] = next != null && next <= end ? EventOutcome.PURCHASE : EventOutcome.NONE;
            }
            if (event.isPurchase()) {
                purchases.add(event.time());
            }
        }
        return new UserHistory(userId, events, sessions, outcomes);
    }

    /**
     * The same with purchases and steps of the checkout put where they happened, if they arrived late. Their scores stay
     * where they were served.
     */
    UserHistory asItHappened(Horizon horizon, long until) {
        if (events.stream().noneMatch(ScoredEvent::isLateFact)) {
            return this;
        }
        List<ScoredEvent> happened = new ArrayList<>();
        for (ScoredEvent event : events) {
            if (event.isLateFact()) {
                happened.add(event.withoutScore());
                happened.add(event.scoreAlone());
            } else {
                happened.add(event);
            }
        }
        happened.sort(Comparator.comparingLong(ScoredEvent::moment));
        return of(userId, happened, horizon, until);
    }

    /** Whether a session starts with an event. */
    boolean startsSession(int event) {
        return sessions[event] == event;
    }
}
