package io.intentstream.offline.training.data;

import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.session.Crop;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * One session to learn from.
 *
 * @param userId the user; keeps a user's sessions in one part of a split
 * @param events the features of each event, in time order
 * @param labels for each event 1 if the predicted outcome followed it, else 0
 * @param purchases for each event whether it is a purchase; all false where the outcome does not come from events
 * @param weight how many sessions it represents in training, where similar sessions were left out randomly
 * @param dataSet index of its data set among those of the training, from 0 on
 */
public record SessionExample(
        String userId, List<FeatureVector> events, float[] labels, boolean[] purchases, float weight, int dataSet) {
    public SessionExample {
        if (events.isEmpty() || events.size() != labels.length || labels.length != purchases.length) {
            throw new IllegalArgumentException("A session has one label per event, but this one has " + events.size()
                    + " events and " + labels.length + " labels");
        }
    }

    /** A session of the first data set. */
    public SessionExample(
            String userId, List<FeatureVector> events, float[] labels, boolean[] purchases, float weight) {
        this(userId, events, labels, purchases, weight, 0);
    }

    /** A session without purchases that represents only itself. */
    public SessionExample(String userId, List<FeatureVector> events, float[] labels) {
        this(userId, events, labels, new boolean[labels.length], 1);
    }

    /**
     * A session of which only the labels are known. Its last purchase is where they fall from 1 to 0; earlier purchases
     * cannot be distinguished from other events.
     */
    public static SessionExample ofLabels(String userId, List<FeatureVector> events, float[] labels, float weight) {
        boolean[] purchases = new boolean[labels.length];
        for (int i = 1; i < labels.length; i++) {
            purchases[i] = labels[i] < labels[i - 1];
        }
        return new SessionExample(userId, events, labels, purchases, weight);
    }

    /** Number of events after this one that precede the session's last purchase; after that purchase, up to the end. */
    public int eventsToCome(int event) {
        int end = event + 1;
        while (end < labels.length && labels[end] == labels[event]) {
            end++;
        }
        return end - 1 - event;
    }

    /** The session cut to its first events, at most this many. */
    public SessionExample first(int most) {
        return labels.length <= most
                ? this
                : new SessionExample(
                        userId,
                        events.subList(0, most),
                        Arrays.copyOf(labels, most),
                        Arrays.copyOf(purchases, most),
                        weight,
                        dataSet);
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

    /** As many sessions, drawn randomly, as together have about so many events; all in their order if they have no more. */
    public static List<SessionExample> draw(List<SessionExample> sessions, int events, long seed) {
        long all =
                sessions.stream().mapToLong(session -> session.labels().length).sum();
        double share = events / (double) all;
        Random random = new Random(seed);
        return share >= 1
                ? sessions
                : sessions.stream()
                        .filter(session -> random.nextDouble() < share)
                        .toList();
    }
}
