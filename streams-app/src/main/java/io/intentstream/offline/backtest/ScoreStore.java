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
 * Scores and outcomes of users, in five bytes an event. When there are more than memory is meant to hold, every other
 * user is let go, by a hash of the id, so that two models' books always hold the same users.
 */
final class ScoreStore {
    private final int mostEvents;
    private final Map<String, Page> pages = new TreeMap<>();
    private long events;
    private long keptOneOf = 1;

    /** @param mostEvents kept in memory */
    ScoreStore(int mostEvents) {
        this.mostEvents = mostEvents;
    }

    /** One user's scores; of sessions, where they begin and where their first purchase is. */
    private record Page(float[] probabilities, byte[] marks) {
        private static final int POSITIVE = 1;
        private static final int UNKNOWN = 2;
        private static final int STARTS_SESSION = 4;
        private static final int PURCHASE = 8;

        static Page of(UserHistory user) {
            int size = user.events().size();
            Page page = new Page(new float[size], new byte[size]);
            for (int i = 0; i < size; i++) {
                page.probabilities[i] = (float) user.events().get(i).probability();
                page.marks[i] = (byte) ((user.outcomes()[i] == EventOutcome.PURCHASE ? POSITIVE : 0)
                        | (user.outcomes()[i] == EventOutcome.UNKNOWN ? UNKNOWN : 0)
                        | (user.startsSession(i) ? STARTS_SESSION : 0)
                        | (user.events().get(i).isPurchase() ? PURCHASE : 0));
            }
            return page;
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
            pages.put(user.userId(), Page.of(user));
            events += user.events().size();
        }
        while (events > mostEvents && pages.size() > 1) {
            keptOneOf *= 2;
            pages.keySet().removeIf(id -> !keeps(id));
            events = pages.values().stream().mapToLong(Page::size).sum();
        }
    }

    /** Whether another book holds the same users, and the same events of them, whatever their scores. */
    boolean isOfTheEventsOf(ScoreStore other) {
        return pages.keySet().equals(other.pages.keySet())
                && pages.entrySet().stream()
                        .allMatch(page -> Arrays.equals(
                                page.getValue().marks(),
                                other.pages.get(page.getKey()).marks()));
    }

    private boolean keeps(String userId) {
        return Math.floorMod(WindowEvent.hash(userId), keptOneOf) == 0;
    }

    /** Of so many users one is in the book. */
    long keptOneOf() {
        return keptOneOf;
    }

    int users() {
        return pages.size();
    }

    /** Sessions with an event whose outcome is known. */
    int sessions() {
        int sessions = 0;
        for (Page page : pages.values()) {
            boolean counted = false;
            for (int i = 0; i < page.size(); i++) {
                counted &= !page.is(i, Page.STARTS_SESSION);
                if (!counted && !page.is(i, Page.UNKNOWN)) {
                    counted = true;
                    sessions++;
                }
            }
        }
        return sessions;
    }

    /** A view of the scores: every event whose outcome is known. */
    Predictions everyEvent() {
        ScoreRows rows = new ScoreRows();
        int user = 0;
        for (Page page : pages.values()) {
            for (int i = 0; i < page.size(); i++) {
                rows.add(user, page, i);
            }
            user++;
        }
        return rows.predictions();
    }

    /** The score after the last visible event of each session. */
    Predictions cropped(Crop crop) {
        ScoreRows rows = new ScoreRows();
        int user = 0;
        for (Page page : pages.values()) {
            for (int from = 0, to; from < page.size(); from = to) {
                to = from + 1;
                while (to < page.size() && !page.is(to, Page.STARTS_SESSION)) {
                    to++;
                }
                int purchase = from;
                while (purchase < to && !page.is(purchase, Page.PURCHASE)) {
                    purchase++;
                }
                int last = crop.lastVisible(to - from, purchase - from);
                if (last >= 0) {
                    rows.add(user, page, from + last);
                }
            }
            user++;
        }
        return rows.predictions();
    }

    private static final class ScoreRows {
        private static final double LEAST = 0.00005;

        private final List<Integer> users = new ArrayList<>();
        private final List<Integer> labels = new ArrayList<>();
        private final List<Double> logOdds = new ArrayList<>();

        void add(int user, Page page, int event) {
            if (!page.is(event, Page.UNKNOWN)) {
                double probability = Math.max(LEAST, Math.min(1 - LEAST, page.probabilities[event]));
                users.add(user);
                labels.add(page.is(event, Page.POSITIVE) ? 1 : 0);
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
