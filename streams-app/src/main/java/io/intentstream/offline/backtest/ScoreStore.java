package io.intentstream.offline.backtest;

import io.intentstream.core.session.Crop;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.backtest.UserHistory.EventOutcome;
import io.intentstream.offline.stats.Predictions;
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

    /** One user's scores; marks hold outcomes, starts of sessions and purchases. */
    private record UserScores(float[] probabilities, byte[] marks) {
        private static final int POSITIVE = 1;
        private static final int UNKNOWN = 2;
        private static final int STARTS_SESSION = 4;
        private static final int PURCHASE = 8;

        static UserScores of(UserHistory user) {
            int size = user.events().size();
            UserScores scores = new UserScores(new float[size], new byte[size]);
            for (int i = 0; i < size; i++) {
                scores.probabilities[i] = (float) user.events().get(i).probability();
                scores.marks[i] = (byte) ((user.outcomes()[i] == EventOutcome.PURCHASE ? POSITIVE : 0)
                        | (user.outcomes()[i] == EventOutcome.UNKNOWN ? UNKNOWN : 0)
                        | (user.startsSession(i) ? STARTS_SESSION : 0)
                        | (user.events().get(i).isPurchase() ? PURCHASE : 0));
            }
            return scores;
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

    /** Number of sessions with an event whose outcome is known. */
    int sessions() {
        int sessions = 0;
        for (UserScores scores : byUser.values()) {
            boolean counted = false;
            for (int i = 0; i < scores.size(); i++) {
                counted &= !scores.is(i, UserScores.STARTS_SESSION);
                if (!counted && !scores.is(i, UserScores.UNKNOWN)) {
                    counted = true;
                    sessions++;
                }
            }
        }
        return sessions;
    }

    /** The score after every event whose outcome is known. */
    Predictions everyEvent() {
        ScoreRows rows = new ScoreRows();
        int user = 0;
        for (UserScores scores : byUser.values()) {
            for (int i = 0; i < scores.size(); i++) {
                rows.add(user, scores, i);
            }
            user++;
        }
        return rows.predictions();
    }

    /** The score after the last visible event of each session. */
    Predictions cropped(Crop crop) {
        ScoreRows rows = new ScoreRows();
        int user = 0;
        for (UserScores scores : byUser.values()) {
            for (int from = 0, to; from < scores.size(); from = to) {
                to = from + 1;
                while (to < scores.size() && !scores.is(to, UserScores.STARTS_SESSION)) {
                    to++;
                }
                int purchase = from;
                while (purchase < to && !scores.is(purchase, UserScores.PURCHASE)) {
                    purchase++;
                }
                int last = crop.lastVisible(to - from, purchase - from);
                if (last >= 0) {
                    rows.add(user, scores, from + last);
                }
            }
            user++;
        }
        return rows.predictions();
    }

    private static final class ScoreRows {
        /** Served probabilities are rounded to four decimals, so log-odds need a bound. */
        private static final double LEAST = 0.00005;

        private final List<Integer> users = new ArrayList<>();
        private final List<Integer> labels = new ArrayList<>();
        private final List<Double> logOdds = new ArrayList<>();

        void add(int user, UserScores scores, int event) {
            if (!scores.is(event, UserScores.UNKNOWN)) {
                double probability = Math.max(LEAST, Math.min(1 - LEAST, scores.probabilities[event]));
                users.add(user);
                labels.add(scores.is(event, UserScores.POSITIVE) ? 1 : 0);
                logOdds.add(Math.log(probability / (1 - probability)));
            }
        }

        Predictions predictions() {
            return new Predictions(
                    users.stream().mapToInt(Integer::intValue).toArray(),
                    labels.stream().mapToInt(Integer::intValue).toArray(),
                    logOdds.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }
}
