package io.intentstream.training;

import io.intentstream.feature.FeatureVector;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One visit to learn from.
 *
 * @param userId whose visit; keeps a user's visits on one side of a split
 * @param events the features of each event, in time order
 * @param labels for each event 1 if what is predicted came true after it, else 0
 * @param weight how many visits it stands for in training, since visits like it were left out by lot
 */
public record SessionExample(String userId, List<FeatureVector> events, float[] labels, float weight) {
    public SessionExample {
        if (events.isEmpty() || events.size() != labels.length) {
            throw new IllegalArgumentException(
                    "A visit has one label per event, but this one has " + events.size() + " and " + labels.length);
        }
    }

    /** A visit that stands for itself. */
    public SessionExample(String userId, List<FeatureVector> events, float[] labels) {
        this(userId, events, labels, 1);
    }

    /**
     * Where, in the events of all visits one after the other, the last event of each visit stands when its end is
     * hidden; visits that end too early are left out.
     *
     * @param hidden events hidden at the end of each visit
     */
    static int[] eventsBeforeTheEnd(List<SessionExample> visits, int hidden) {
        IntStream.Builder places = IntStream.builder();
        int end = 0;
        for (SessionExample visit : visits) {
            end += visit.labels().length;
            if (visit.labels().length > hidden) {
                places.add(end - 1 - hidden);
            }
        }
        return places.build().toArray();
    }
}
