package io.intentstream.offline.evaluation.sample;

import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.state.History;
import io.intentstream.core.state.Spending;
import io.intentstream.core.state.WindowEvent;
import java.util.List;

/**
 * One session with its outcomes.
 *
 * @param dataSet index of its data set
 * @param userId the user; users of different data sets are different users
 * @param events the features of each event, in time order
 * @param starts for each event whether the engine starts a session with it, from an empty recurrent state
 * @param labels for each event 1 if the predicted outcome followed it, else 0
 * @param habits for each event the habits of the user before it
 * @param end number of events before the first purchase, or of all events if there is none: crop 0 leaves these visible
 */
public record ObservedSession(
        int dataSet,
        String userId,
        List<FeatureVector> events,
        boolean[] starts,
        int[] labels,
        List<Habits> habits,
        int end) {

    /** Number of events. */
    public int size() {
        return events.size();
    }

    /**
     * A user's recency, frequency and monetary value.
     *
     * @param hoursSincePurchase hours since the last purchase; infinite before the first
     * @param purchases purchases so far
     * @param spentMinor their value in minor units, over all currencies
     */
    public record Habits(double hoursSincePurchase, long purchases, long spentMinor) {
        private static final double HOUR_MILLIS = 3_600_000;

        static Habits of(History before, WindowEvent event) {
            double hours = before.lastPurchaseAt() < 0
                    ? Double.POSITIVE_INFINITY
                    : (event.time() - before.lastPurchaseAt()) / HOUR_MILLIS;
            long spent = before.spending().sums().stream()
                    .mapToLong(Spending.CurrencySum::totalMinor)
                    .sum();
            return new Habits(hours, before.orders(), spent);
        }
    }
}
