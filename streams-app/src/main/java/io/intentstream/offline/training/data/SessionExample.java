package io.intentstream.offline.training.data;

import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.session.SessionCourse;
import io.intentstream.core.state.History;
import io.intentstream.core.state.Spending;
import io.intentstream.core.state.WindowEvent;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * One session with its outcomes: to learn from, or to measure on.
 *
 * @param dataSet index of its data set
 * @param userId the user; users of different data sets are different users
 * @param events the features of each event, in time order
 * @param labels for each event 1 if the predicted outcome followed it, else 0
 * @param course what the events tell about orders
 * @param habits for each event the habits of the user before it
 * @param weight how many sessions it represents in training, where similar sessions were left out randomly
 */
public record SessionExample(
        int dataSet,
        String userId,
        List<FeatureVector> events,
        float[] labels,
        SessionCourse course,
        List<Habits> habits,
        float weight) {
    public SessionExample {
        if (events.isEmpty()
                || events.size() != labels.length
                || labels.length != course.size()
                || labels.length != habits.size()) {
            throw new IllegalArgumentException("A session has one label per event, but this one has " + events.size()
                    + " events and " + labels.length + " labels");
        }
    }

    /** A session of the only data set, of a user without habits. */
    public SessionExample(
            String userId, List<FeatureVector> events, float[] labels, SessionCourse course, float weight) {
        this(0, userId, events, labels, course, Collections.nCopies(labels.length, Habits.NONE), weight);
    }

    /** A session without purchases that represents only itself. */
    public SessionExample(String userId, List<FeatureVector> events, float[] labels) {
        this(userId, events, labels, SessionCourse.ofLength(labels.length), 1);
    }

    /** Number of events. */
    public int size() {
        return labels.length;
    }

    /** The user, told apart from users of other data sets with the same id. */
    public String user() {
        return dataSet + "/" + userId;
    }

    /** For each event whether an order begins with it; all false where the outcome does not come from events. */
    public boolean[] purchases() {
        return course.begun();
    }

    /** The weight of an event in training; 0 inside an order, where the outcome is known. */
    public float weight(int event) {
        return course.isScored(event) ? weight : 0;
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
                        dataSet,
                        userId,
                        events.subList(0, most),
                        Arrays.copyOf(labels, most),
                        course.first(most),
                        habits.subList(0, most),
                        weight);
    }

    /**
     * A user's recency, frequency and monetary value.
     *
     * @param hoursSincePurchase hours since the last purchase; infinite before the first
     * @param purchases purchases so far
     * @param spentMinor their value in minor units, over all currencies
     */
    public record Habits(double hoursSincePurchase, long purchases, long spentMinor) {
        /** Those of a user who has bought nothing yet. */
        public static final Habits NONE = new Habits(Double.POSITIVE_INFINITY, 0, 0);

        private static final double HOUR_MILLIS = 3_600_000;

        static Habits of(History before, WindowEvent event) {
            if (before.lastPurchaseAt() < 0) {
                return NONE;
            }
            long spent = before.spending().sums().stream()
                    .mapToLong(Spending.CurrencySum::totalMinor)
                    .sum();
            return new Habits((event.time() - before.lastPurchaseAt()) / HOUR_MILLIS, before.orders(), spent);
        }
    }

    /** As many sessions, drawn randomly, as together have about so many events; all in their order if they have no more. */
    public static List<SessionExample> draw(List<SessionExample> sessions, int events, long seed) {
        double share = events
                / (double) sessions.stream().mapToLong(SessionExample::size).sum();
        Random random = new Random(seed);
        return share >= 1
                ? sessions
                : sessions.stream()
                        .filter(session -> random.nextDouble() < share)
                        .toList();
    }
}
