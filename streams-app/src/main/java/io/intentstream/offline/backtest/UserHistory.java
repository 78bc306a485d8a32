package io.intentstream.offline.backtest;

import io.intentstream.core.session.SessionCourse;
import io.intentstream.core.session.SessionGap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A user's events in the order of scoring, with their outcomes. Only purchases that arrived later and happened later count: a
 * purchase that happened before a score was served and arrived after it did not follow the score.
 *
 * @param userId the user
 * @param events the events
 * @param sessions the sessions, one after the other
 * @param outcomes for each event its outcome
 */
public record UserHistory(
        String userId, List<ScoredEvent> events, List<UserSession> sessions, EventOutcome[] outcomes) {

    /**
     * A session.
     *
     * @param from index of its first event
     * @param to index after its last event
     * @param course what its events tell about orders
     */
    public record UserSession(int from, int to, SessionCourse course) {
        /** Whether an event's score is measured and learnt from. */
        boolean isScored(int event) {
            return course.isScored(event - from);
        }
    }

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
        List<UserSession> sessions = sessions(events, SessionGap.of(horizon.gap()));
        EventOutcome[] outcomes = new EventOutcome[events.size()];
        TreeSet<Long> orders = new TreeSet<>();
        for (int k = sessions.size() - 1; k >= 0; k--) {
            UserSession session = sessions.get(k);
            long last = events.get(session.to - 1).moment();
            for (int i = session.to - 1; i >= session.from; i--) {
                ScoredEvent event = events.get(i);
                outcomes[i] = horizon.isOpen(event.moment(), last, until)
                        ? EventOutcome.UNKNOWN
                        : outcome(orders.ceiling(event.moment()), horizon.end(event.moment(), last));
                if (session.course.begun()[i - session.from]) {
                    orders.add(event.time());
                }
            }
        }
        return new UserHistory(userId, events, sessions, outcomes);
    }

    private static EventOutcome outcome(@Nullable Long nextOrder, long end) {
        return nextOrder != null && nextOrder <= end ? EventOutcome.PURCHASE : EventOutcome.NONE;
    }

    private static List<UserSession> sessions(List<ScoredEvent> events, SessionGap gap) {
        int[] starts =
                gap.sessionStarts(events.stream().mapToLong(ScoredEvent::moment).toArray());
        List<UserSession> sessions = new ArrayList<>();
        for (int from = 0, to; from < starts.length; from = to) {
            to = from + 1;
            while (to < starts.length && starts[to] == from) {
                to++;
            }
            List<SessionCourse.Step> steps =
                    events.subList(from, to).stream().map(ScoredEvent::step).toList();
            sessions.add(new UserSession(from, to, SessionCourse.of(steps)));
        }
        return sessions;
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
}
