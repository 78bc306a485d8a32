package io.intentstream.training;

import io.intentstream.feature.FeatureVector;
import java.util.List;

/**
 * One visit to learn from.
 *
 * @param userId whose visit; keeps a user's visits on one side of a split
 * @param events the features of each event, in time order
 * @param labels for each event 1 if what is predicted came true after it, else 0
 */
public record SessionExample(String userId, List<FeatureVector> events, float[] labels) {
    public SessionExample {
        if (events.isEmpty() || events.size() != labels.length) {
            throw new IllegalArgumentException(
                    "A visit has one label per event, but this one has " + events.size() + " and " + labels.length);
        }
    }
}
