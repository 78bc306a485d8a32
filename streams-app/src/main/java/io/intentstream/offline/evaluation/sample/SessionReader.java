package io.intentstream.offline.evaluation.sample;

import io.intentstream.core.feature.FeatureSet;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.state.History;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.evaluation.EvaluationException;
import io.intentstream.offline.training.data.HistoryFold;
import io.intentstream.offline.training.data.UserEvents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts users' events into sessions with features, as the engine does, and adds the outcomes. */
public final class SessionReader {
    private final int dataSet;
    private final HistoryFold fold;
    private final FeatureSet features;
    private final Outcomes outcomes;

    /**
     * Reads sessions with these features and outcomes.
     *
     * @param dataSet index of the users' data set
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
            List<List<SeenEvent>> cut = fold.sessions(user, this::read);
            if (outcomes == Outcomes.PUBLISHED) {
                cut = List.of(cut.stream().flatMap(List::stream).toList());
            }
            cut.forEach(events -> sessions.add(session(user, events)));
        }
        return sessions;
    }

    private ObservedSession session(UserEvents user, List<SeenEvent> events) {
        boolean[] starts = new boolean[events.size()];
        int firstPurchase = events.size();
        int lastPurchase = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = events.get(i).startsSession;
            if (events.get(i).isPurchase) {
                firstPurchase = Math.min(firstPurchase, i);
                lastPurchase = i;
            }
        }
        int[] labels = new int[starts.length];
        int end = starts.length;
        if (outcomes == Outcomes.PUBLISHED) {
            Arrays.fill(labels, label(user));
        } else {
            Arrays.fill(labels, 0, lastPurchase, 1);
            end = firstPurchase;
        }
        return new ObservedSession(
                dataSet,
                user.userId(),
                events.stream().map(SeenEvent::features).toList(),
                starts,
                labels,
                events.stream().map(SeenEvent::habits).toList(),
                end);
    }

    private static int label(UserEvents user) {
        Boolean bought = user.bought();
        if (bought == null) {
            throw new EvaluationException(
                    "A session with events has no label: read the labels and the events from the same file");
        }
        return bought ? 1 : 0;
    }

    private record SeenEvent(
            FeatureVector features, boolean startsSession, boolean isPurchase, ObservedSession.Habits habits) {}

    private SeenEvent read(History before, WindowEvent event) {
        return new SeenEvent(
                features.of(before, event),
                before.session().events() == 0,
                before.isNewPurchase(event),
                ObservedSession.Habits.of(before, event));
    }
}
