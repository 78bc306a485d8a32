package io.intentstream.training;

import io.intentstream.feature.FeatureSet;
import io.intentstream.feature.FeatureVector;
import io.intentstream.schema.EventType;
import io.intentstream.state.Click;
import java.util.ArrayList;
import java.util.List;

/** Cuts users' events into visits with features, and labels each event: does a purchase follow in the same visit? */
public final class SessionExamples {
    /** What the labels say, in the manifest's words. */
    public static final String HORIZON = "purchase later in the session";

    private final HistoryFold fold;
    private final FeatureSet features;

    SessionExamples(HistoryFold fold, FeatureSet features) {
        this.fold = fold;
        this.features = features;
    }

    List<SessionExample> of(List<UserClicks> users) {
        List<SessionExample> examples = new ArrayList<>();
        for (UserClicks user : users) {
            Visit visit = new Visit(user.userId(), examples);
            fold.play(user, (before, click, startsSession) -> {
                if (startsSession) {
                    visit.finish();
                }
                visit.add(features.of(before, click), click);
            });
            visit.finish();
        }
        return examples;
    }

    /** The visit under way. */
    private static final class Visit {
        private final String userId;
        private final List<SessionExample> finished;
        private List<FeatureVector> events = new ArrayList<>();
        private int lastPurchase = -1;

        Visit(String userId, List<SessionExample> finished) {
            this.userId = userId;
            this.finished = finished;
        }

        void add(FeatureVector features, Click click) {
            if (click.type() == EventType.PURCHASE) {
                lastPurchase = events.size();
            }
            events.add(features);
        }

        void finish() {
            if (events.isEmpty()) {
                return;
            }
            float[] labels = new float[events.size()];
            for (int i = 0; i < lastPurchase; i++) {
                labels[i] = 1;
            }
            finished.add(new SessionExample(userId, events, labels));
            events = new ArrayList<>();
            lastPurchase = -1;
        }
    }
}
