package io.intentstream.offline.training.baseline;

import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.offline.training.data.Sample;
import io.intentstream.offline.training.data.SessionExample.Habits;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Recency, frequency, monetary value (Hughes, 1994): a user gets 1 to 5 points for each by the quintiles of the training
 * events. The score is how often training events with the same sum of points were positive.
 */
final class RfmRule implements Baseline {
    private static final int CLASSES = 5;

    @Override
    public Scores fit(FeatureSpec features, Sample training, Sample validation, long seed) {
        Quintiles recency = new Quintiles(training, habits -> -habits.hoursSincePurchase());
        Quintiles frequency = new Quintiles(training, Habits::purchases);
        Quintiles value = new Quintiles(training, Habits::spentMinor);
        ToDoubleFunction<Habits> points =
                habits -> recency.points(habits) + frequency.points(habits) + value.points(habits);
        RateTable rates = new RateTable(training, i -> points.applyAsDouble(training.habits(i)));
        return sample -> IntStream.range(0, sample.size())
                .mapToDouble(i -> rates.logOdds(points.applyAsDouble(sample.habits(i))))
                .toArray();
    }

    /** The lower bounds of the upper four fifths of a quantity. */
    private static final class Quintiles {
        private final ToDoubleFunction<Habits> quantity;
        private final double[] starts = new double[CLASSES - 1];

        Quintiles(Sample training, ToDoubleFunction<Habits> quantity) {
            this.quantity = quantity;
            double[] sorted = IntStream.range(0, training.size())
                    .mapToDouble(i -> quantity.applyAsDouble(training.habits(i)))
                    .sorted()
                    .toArray();
            Arrays.setAll(starts, i -> sorted[(i + 1) * sorted.length / CLASSES]);
        }

        int points(Habits habits) {
            double amount = quantity.applyAsDouble(habits);
            int points = 1;
            for (double start : starts) {
                points += amount > start ? 1 : 0;
            }
            return points;
        }
    }
}
