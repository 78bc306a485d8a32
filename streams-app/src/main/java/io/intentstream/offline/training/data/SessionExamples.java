package io.intentstream.offline.training.data;

import io.intentstream.core.feature.FeatureSet;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts users' events into visits with features, and labels each event: does a purchase follow in the same visit? Where
 * the data says beside the events how a visit ends, every event of the visit has that label.
 */
public final class SessionExamples {
    /** What the labels say, in the manifest's words. */
    public static final String HORIZON = "purchase later in the session";

    private final HistoryFold fold;
    private final FeatureSet features;
    private final String origin;

    SessionExamples(HistoryFold fold, FeatureSet features) {
        this(fold, features, "");
    }

    /**
     * @param origin stands before the users' ids, which are unique in one data set alone
     */
    SessionExamples(HistoryFold fold, FeatureSet features, String origin) {
        this.origin = origin;
        this.fold = fold;
        this.features = features;
    }

    List<SessionExample> of(List<UserEvents> users) {
        List<SessionExample> examples = new ArrayList<>();
        for (UserEvents user : users) {
            ExampleSession session = new ExampleSession(origin + user.userId(), user.bought(), examples);
            fold.play(user, (before, event, startsSession) -> {
                if (startsSession) {
                    session.finish();
                }
                session.add(features.of(before, event), event);
            });
            session.finish();
        }
        return examples;
    }

    /** The visit under way. */
    private static final class ExampleSession {
        private final String userId;
        private final @Nullable Boolean bought;
        private final List<SessionExample> finished;
        private List<FeatureVector> events = new ArrayList<>();
        private final List<Integer> purchases = new ArrayList<>();

        ExampleSession(String userId, @Nullable Boolean bought, List<SessionExample> finished) {
            this.userId = userId;
            this.bought = bought;
            this.finished = finished;
        }

        void add(FeatureVector features, WindowEvent event) {
            if (event.type() == EventType.PURCHASE) {
                purchases.add(events.size());
            }
            events.add(features);
        }

        void finish() {
            if (events.isEmpty()) {
                return;
            }
            float[] labels = new float[events.size()];
            boolean[] settling = new boolean[labels.length];
            if (bought == null) {
                purchases.forEach(place -> settling[place] = true);
                Arrays.fill(labels, 0, purchases.isEmpty() ? 0 : purchases.get(purchases.size() - 1), 1);
            } else {
                Arrays.fill(labels, bought ? 1 : 0);
            }
            finished.add(new SessionExample(userId, events, labels, settling, 1));
            events = new ArrayList<>();
            purchases.clear();
        }
    }
}
