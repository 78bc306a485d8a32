package io.intentstream.offline.evaluation.sample;

import io.intentstream.core.feature.FeatureSet;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.state.History;
import io.intentstream.core.state.Spending;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.evaluation.EvaluationException;
import io.intentstream.offline.training.data.HistoryFold;
import io.intentstream.offline.training.data.UserEvents;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts users' events into sessions with features, by the code that serves, and puts the outcomes to them. */
public final class SessionReader {
    private static final double HOUR_MILLIS = 3_600_000;

    private final int dataSet;
    private final HistoryFold fold;
    private final FeatureSet features;
    private final Outcomes outcomes;

    /**
     * Reads sessions with these features and outcomes.
     *
     * @param dataSet which data set the users are from, counted from 0
     */
    public SessionReader(int dataSet, HistoryFold fold, FeatureSet features, Outcomes outcomes) {
        this.dataSet = dataSet;
        this.fold = fold;
        this.features = features;
        this.outcomes = outcomes;
    }

    /** The sessions of some users, in their order. */
    public List<ObservedSession> sessions(List<UserEvents> users) {
        List<ObservedSession> sessions = new ArrayList<>();
        for (UserEvents user : users) {
            Draft draft = new Draft(user);
            fold.play(user, (before, windowEvent, startsSession) -> {
                if (startsSession && outcomes == Outcomes.PURCHASE_EVENTS) {
                    draft.finish(sessions);
                }
                draft.add(features.of(before, windowEvent), startsSession, windowEvent, habits(before, windowEvent));
            });
            draft.finish(sessions);
        }
        return sessions;
    }

    private static ObservedSession.Habits habits(History before, WindowEvent windowEvent) {
        double hours = before.lastPurchaseAt() < 0
                ? Double.POSITIVE_INFINITY
                : (windowEvent.time() - before.lastPurchaseAt()) / HOUR_MILLIS;
        long spent = before.spending().sums().stream()
                .mapToLong(Spending.CurrencySum::totalMinor)
                .sum();
        return new ObservedSession.Habits(hours, before.orders(), spent);
    }

    /** The session under way. */
    private final class Draft {
        private final UserEvents user;
        private List<FeatureVector> events = new ArrayList<>();
        private List<Boolean> starts = new ArrayList<>();
        private List<ObservedSession.Habits> habits = new ArrayList<>();
        private int firstPurchase = -1;
        private int lastPurchase = -1;

        Draft(UserEvents user) {
            this.user = user;
        }

        void add(FeatureVector event, boolean startsSession, WindowEvent windowEvent, ObservedSession.Habits known) {
            if (windowEvent.type() == EventType.PURCHASE) {
                lastPurchase = events.size();
                firstPurchase = firstPurchase < 0 ? lastPurchase : firstPurchase;
            }
            events.add(event);
            starts.add(startsSession);
            habits.add(known);
        }

        void finish(List<ObservedSession> sessions) {
            if (!events.isEmpty()) {
                sessions.add(session());
            }
            events = new ArrayList<>();
            starts = new ArrayList<>();
            habits = new ArrayList<>();
            firstPurchase = -1;
            lastPurchase = -1;
        }

        private ObservedSession session() {
            boolean[] begins = new boolean[events.size()];
            for (int i = 0; i < begins.length; i++) {
                begins[i] = starts.get(i);
            }
            int[] labels = new int[events.size()];
            int end = events.size();
            if (outcomes == Outcomes.PUBLISHED) {
                Arrays.fill(labels, label());
            } else {
                Arrays.fill(labels, 0, Math.max(0, lastPurchase), 1);
                end = firstPurchase < 0 ? end : firstPurchase;
            }
            return new ObservedSession(dataSet, user.userId(), events, begins, labels, habits, end);
        }

        private int label() {
            Boolean bought = user.bought();
            if (bought == null) {
                throw new EvaluationException("There is no label for a session that has events: the file's labels and"
                        + " its events must come from the same file");
            }
            return bought ? 1 : 0;
        }
    }
}
