package io.intentstream.offline.backtest;

import io.intentstream.core.session.SessionGap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * A user's events in the order of scoring, with their outcomes. Only purchases that arrived later and happened later count: a
 * purchase that happened before a score was served and arrived after it did not follow the score.
 *
 * @param userId the user
 * @param events the events
 * @param sessions for each event the index of the first event of its session
 * @param outcomes for each event its outcome
 */
public record UserHistory(String userId, List<ScoredEvent> events, int[] sessions, EventOutcome[] outcomes) {

    /** The outcome of an event. */
    public enum EventOutcome {
        /** A purchase followed within the horizon. */
        PURCHASE,
        /** None followed. */
        NONE,
        /**
         * The recording ends before the horizon does, whether a purchase has followed or not. If only the events with a
         * purchase counted, purchases would look more frequent than they are.
         */
        UNKNOWN
    }

    /**
     * Joins a user's events with their outcomes.
     *
     * @param until end of the recording, in epoch milliseconds of event time
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
     * The same with late purchases and late checkout steps moved to their own times. Their scores stay where they were
     * served.
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
