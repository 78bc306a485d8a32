package io.intentstream.offline.training.data;

import io.intentstream.core.feature.FeatureSet;
import io.intentstream.core.feature.FeatureVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts users' events into sessions with features, and labels each event: does a purchase follow in the same session? Where
 * the data states the outcome of a session apart from the events, every event of it has that label.
 */
final class SessionExamples {
    /** What the labels say, as the manifest words it. */
    static final String HORIZON = "purchase later in the session";

    private final HistoryFold fold;
    private final FeatureSet features;
    private final String origin;
    private final int dataSet;

    SessionExamples(HistoryFold fold, FeatureSet features) {
        this(fold, features, "", 0);
    }

    /**
     * @param origin prefix of the users' ids, which are unique only within a data set
     * @param dataSet index of the data set
     */
    SessionExamples(HistoryFold fold, FeatureSet features, String origin, int dataSet) {
        this.origin = origin;
        this.dataSet = dataSet;
        this.fold = fold;
        this.features = features;
    }

    List<SessionExample> of(List<UserEvents> users) {
        List<SessionExample> examples = new ArrayList<>();
        for (UserEvents user : users) {
            fold.sessions(
                            user,
                            (before, event) ->
                                    new ExampleEvent(features.of(before, event), before.isNewPurchase(event)))
                    .forEach(session -> examples.add(example(user, session)));
        }
        return examples;
    }

    private record ExampleEvent(FeatureVector features, boolean isPurchase) {}

    private SessionExample example(UserEvents user, List<ExampleEvent> session) {
        float[] labels = new float[session.size()];
        boolean[] purchases = new boolean[labels.length];
        Boolean bought = user.bought();
        if (bought != null) {
            Arrays.fill(labels, bought ? 1 : 0);
        } else {
            int lastPurchase = 0;
            for (int i = 0; i < purchases.length; i++) {
                purchases[i] = session.get(i).isPurchase();
                lastPurchase = purchases[i] ? i : lastPurchase;
            }
            Arrays.fill(labels, 0, lastPurchase, 1);
        }
        List<FeatureVector> events =
                session.stream().map(ExampleEvent::features).toList();
        return new SessionExample(origin + user.userId(), events, labels, purchases, 1, dataSet);
    }
}
