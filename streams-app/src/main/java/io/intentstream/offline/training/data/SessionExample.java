package io.intentstream.offline.training.data;

import io.intentstream.core.feature.FeatureVector;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One visit to learn from.
 *
 * @param userId whose visit; keeps a user's visits on one side of a split
 * @param events the features of each event, in time order
 * @param labels for each event 1 if what is predicted came true after it, else 0
 * @param purchases for each event whether it is itself what is predicted; all false where the data tells the outcome
 *     beside the events
 * @param weight how many visits it stands for in training, since visits like it were left out by lot
 */
public record SessionExample(
        String userId, List<FeatureVector> events, float[] labels, boolean[] purchases, float weight) {
    /** How many of a visit's last events are hidden where its figures are looked at. */
    public static final List<Integer> CROPS = List.of(0, 1, 5, 10);

    public SessionExample {
        if (events.isEmpty() || events.size() != labels.length || labels.length != purchases.length) {
            throw new IllegalArgumentException(
                    "A visit has one label per event, but this one has " + events.size() + " and " + labels.length);
        }
    }

    /** A visit that stands for itself and whose events are no purchases. */
    public SessionExample(String userId, List<FeatureVector> events, float[] labels) {
        this(userId, events, labels, new boolean[labels.length], 1);
    }

    /**
     * A visit of which only the labels are known: its last purchase is where they fall from 1 to 0, earlier ones are not
     * told apart from other events.
     */
    public static SessionExample ofLabels(String userId, List<FeatureVector> events, float[] labels, float weight) {
        boolean[] purchases = new boolean[labels.length];
        for (int i = 1; i < labels.length; i++) {
            purchases[i] = labels[i] < labels[i - 1];
        }
        return new SessionExample(userId, events, labels, purchases, weight);
    }

    /** Events after this one up to the last before the visit's last purchase, or from there on up to its end. */
    int eventsToCome(int event) {
        int end = event + 1;
        while (end < labels.length && labels[end] == labels[event]) {
            end++;
        }
        return end - 1 - event;
    }

    /** Its first events, at most this many. */
    SessionExample first(int most) {
        return labels.length <= most
                ? this
                : new SessionExample(
                        userId,
                        events.subList(0, most),
                        Arrays.copyOf(labels, most),
                        Arrays.copyOf(purchases, most),
                        weight);
    }

    /**
     * Where, in the events of all visits one after the other, the last event of each visit stands when its end is
     * hidden; visits that end too early are left out.
     *
     * @param hidden events hidden at the end of each visit
     */
    public static int[] eventsBeforeTheEnd(List<SessionExample> sessions, int hidden) {
        IntStream.Builder places = IntStream.builder();
        int end = 0;
        for (SessionExample session : sessions) {
            end += session.labels().length;
            if (session.labels().length > hidden) {
                places.add(end - 1 - hidden);
            }
        }
        return places.build().toArray();
    }
}
