package io.intentstream.offline.training.data;

import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.session.Crop;
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
    public int eventsToCome(int event) {
        int end = event + 1;
        while (end < labels.length && labels[end] == labels[event]) {
            end++;
        }
        return end - 1 - event;
    }

    /** Its first events, at most this many. */
    public SessionExample first(int most) {
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
     * The last visible event of each session, as an index into the events of all sessions one after the other. Sessions
     * without a visible event are left out. Crop 0 hides nothing, not even a purchase.
     */
    public static int[] lastVisible(List<SessionExample> sessions, Crop crop) {
        IntStream.Builder indices = IntStream.builder();
        int first = 0;
        for (SessionExample session : sessions) {
            int size = session.labels().length;
            int last = crop.lastVisible(size, size);
            if (last >= 0) {
                indices.add(first + last);
            }
            first += size;
        }
        return indices.build().toArray();
    }
}
