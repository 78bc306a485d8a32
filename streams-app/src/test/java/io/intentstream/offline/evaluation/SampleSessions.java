package io.intentstream.offline.evaluation;

import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.offline.training.data.SessionExample;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Sessions whose events all have the same label and are all of one type. */
final class SampleSessions {
    /** One number and the event's type. */
    static final FeatureSpec FEATURES = new FeatureSpec(
            List.of(new FeatureSpec.Numeric("log_interval", 0, 1)),
            List.of(new FeatureSpec.Categorical("event_type", List.of("VIEW_ITEM", "ADD_TO_CART"), 0)));

    private SampleSessions() {}

    /** A session of a user: of additions to the cart if it buys, else of views. */
    static SessionExample session(String user, int events, boolean buys) {
        float[] labels = new float[events];
        Arrays.fill(labels, buys ? 1 : 0);
        FeatureVector event = new FeatureVector(new float[] {0}, new int[] {buys ? 2 : 1});
        return new SessionExample(user, Collections.nCopies(events, event), labels);
    }
}
