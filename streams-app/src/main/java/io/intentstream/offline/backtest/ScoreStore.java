package io.intentstream.offline.backtest;

import io.intentstream.core.session.SessionCourse;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.backtest.UserHistory.EventOutcome;
import io.intentstream.offline.stats.Predictions;
import io.intentstream.offline.training.data.EvaluationPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Scores and outcomes of users, in five bytes per event. Above the limit of events, half of the users are dropped, by a hash
 * of the id. So the stores of two models always hold the same users.
 */
final class ScoreStore {
    private final int mostEvents;
    private final Map<String, UserScores> byUser = new TreeMap<>();
    private long events;
    private long keptOneOf = 1;

    /** @param mostEvents greatest number of events kept */
    ScoreStore(int mostEvents) {
        this.mostEvents = mostEvents;
    }

    /** One user's scores; marks hold outcomes, starts of sessions and their courses. */
    private record UserScores(float[] probabilities, byte[] marks) {
        private static final int POSITIVE = 1;
        private static final int UNKNOWN = 2;
        private static final int STARTS_SESSION = 4;
        private static final int BEGINS_ORDER = 8;
        private static final int INSIDE_ORDER = 16;
        private static final int EARLY = 32;
        private static final int BEFORE_PURCHASE = 64;

        static UserScores of(UserHistory user) {
            int size = user.events().size();
            UserScores scores = new UserScores(new float[size], new byte[size]);
            for (UserHistory.UserSession session : user.sessions()) {
                for (int i = session.from(); i < session.to(); i++) {
                    scores.probabilities[i] = (float) user.events().get(i).probability();
                    int place = i - session.from();
                    scores.mark(i, user.outcomes()[i] == EventOutcome.PURCHASE, POSITIVE);
                    scores.mark(i, user.outcomes()[i] == EventOutcome.UNKNOWN, UNKNOWN);
                    scores.mark(i, place == 0, STARTS_SESSION);
                    scores.mark(i, session.course().begun()[place], BEGINS_ORDER);
                    scores.mark(i, session.course().inside()[place], INSIDE_ORDER);
                    scores.mark(i, place < session.course().early(), EARLY);
                    scores.mark(i, place < session.course().end(), BEFORE_PURCHASE);
                }
            }
            return scores;
        }

        private void mark(int event, boolean applies, int mark) {
            marks[event] |= (byte) (applies ? mark : 0);
        }

        /** Index after the last event of the session that begins with an event. */
        int endOfSession(int from) {
            int to = from + 1;
            while (to < marks.length && !is(to, STARTS_SESSION)) {
                to++;
            }
            return to;
        }

        SessionCourse course(int from, int to) {
            boolean[] begun = new boolean[to - from];
            boolean[] inside = new boolean[to - from];
            int early = 0;
            int end = 0;
            for (int i = from; i < to; i++) {
                begun[i - from] = is(i, BEGINS_ORDER);
                inside[i - from] = is(i, INSIDE_ORDER);
                early += is(i, EARLY) ? 1 : 0;
                end += is(i, BEFORE_PURCHASE) ? 1 : 0;
            }
            return new SessionCourse(begun, inside, early, end);
        }

        boolean is(int event, int mark) {
            return (marks[event] & mark) != 0;
        }

        int size() {
            return marks.length;
        }
    }

    void add(UserHistory user) {
        if (keeps(user.userId())) {
            byUser.put(user.userId(), UserScores.of(user));
            events += user.events().size();
        }
        while (events > mostEvents && byUser.size() > 1) {
            keptOneOf *= 2;
            byUser.keySet().removeIf(id -> !keeps(id));
            events = byUser.values().stream().mapToLong(UserScores::size).sum();
        }
    }

    /** Whether another store holds the same events of the same users; scores may differ. */
    boolean isOfTheEventsOf(ScoreStore other) {
        return byUser.keySet().equals(other.byUser.keySet())
                && byUser.entrySet().stream()
                        .allMatch(scores -> Arrays.equals(
                                scores.getValue().marks(),
                                other.byUser.get(scores.getKey()).marks()));
    }

    private boolean keeps(String userId) {
        return Math.floorMod(WindowEvent.hash(userId), keptOneOf) == 0;
    }

    /** One in this number of users is kept. */
    long keptOneOf() {
        return keptOneOf;
    }

    int users() {
        return byUser.size();
    }

    /** Number of sessions whose outcome is not known. */
    int cutOff() {
        int sessions = 0;
        for (UserScores scores : byUser.values()) {
            for (int i = 0; i < scores.size(); i++) {
                sessions += scores.is(i, UserScores.STARTS_SESSION) && scores.is(i, UserScores.UNKNOWN) ? 1 : 0;
            }
        }
        return sessions;
    }

    /**
     * Scores at an evaluation point.
     *
     * @param predictions the scores of events whose outcome is known
     * @param sessions number of their sessions
     */
    record PointScores(Predictions predictions, int sessions) {}

    /** The scores at an evaluation point. */
    PointScores at(EvaluationPoint point) {
        ScoreRows rows = new ScoreRows();
        int user = 0;
        int sessions = 0;
        for (UserScores scores : byUser.values()) {
            for (int from = 0, to; from < scores.size(); from = to) {
                to = scores.endOfSession(from);
                int first = from;
                List<Integer> events = point.events(scores.course(from, to)).stream()
                        .map(event -> first + event)
                        .filter(event -> !scores.is(event, UserScores.UNKNOWN))
                        .toList();
                for (int event : events) {
                    rows.add(user, scores, event, point.weighsSessions() ? 1.0 / events.size() : 1);
                }
                sessions += events.isEmpty() ? 0 : 1;
            }
            user++;
        }
        return new PointScores(rows.predictions(), sessions);
    }

    private static final class ScoreRows {
        /** Served probabilities are rounded to four decimals, so log-odds need a bound. */
        private static final double LEAST = 0.00005;

        private final List<Integer> users = new ArrayList<>();
        private final List<Integer> labels = new ArrayList<>();
        private final List<Double> logOdds = new ArrayList<>();
        private final List<Double> weights = new ArrayList<>();

        void add(int user, UserScores scores, int event, double weight) {
            double probability = Math.max(LEAST, Math.min(1 - LEAST, scores.probabilities[event]));
            users.add(user);
            labels.add(scores.is(event, UserScores.POSITIVE) ? 1 : 0);
            logOdds.add(Math.log(probability / (1 - probability)));
            weights.add(weight);
        }

        Predictions predictions() {
            return new Predictions(
                    users.stream().mapToInt(Integer::intValue).toArray(),
                    labels.stream().mapToInt(Integer::intValue).toArray(),
                    logOdds.stream().mapToDouble(Double::doubleValue).toArray(),
                    weights.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }
}
