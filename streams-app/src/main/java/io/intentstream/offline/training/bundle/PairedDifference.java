package io.intentstream.offline.training.bundle;

import io.intentstream.offline.stats.Interval;
import io.intentstream.offline.stats.Metric;
import io.intentstream.offline.stats.MetricCalculator;
import io.intentstream.offline.stats.Predictions;
import io.intentstream.offline.stats.UserBootstrap;
import java.util.Arrays;

/**
 * By how much the network's figures are greater than the regression's on the same events, drawing the same users for
 * both: an interval that leaves out 0 tells the two apart.
 *
 * @param auroc lead in AUROC
 * @param aurocInterval its 95 % interval
 * @param averagePrecision lead in average precision
 * @param averagePrecisionInterval its 95 % interval
 */
record PairedDifference(
        double auroc, Interval aurocInterval, double averagePrecision, Interval averagePrecisionInterval) {

    static PairedDifference of(Predictions network, Predictions regression, long seed) {
        MetricCalculator ours = new MetricCalculator(network, 1, 1);
        MetricCalculator theirs = new MetricCalculator(regression, 1, 1);
        int users = Arrays.stream(network.users()).max().orElse(-1) + 1;
        double[][] drawn = new UserBootstrap(users, UserBootstrap.ROUNDS, seed)
                .drawings()
                .map(times -> difference(ours.figures(times), theirs.figures(times)))
                .toArray(double[][]::new);
        double[] lead = difference(ours.figures(), theirs.figures());
        return new PairedDifference(
                lead[Metric.AUROC.ordinal()],
                interval(drawn, Metric.AUROC),
                lead[Metric.AVERAGE_PRECISION.ordinal()],
                interval(drawn, Metric.AVERAGE_PRECISION));
    }

    private static Interval interval(double[][] drawn, Metric figure) {
        return Interval.of(
                Arrays.stream(drawn).mapToDouble(lead -> lead[figure.ordinal()]).toArray());
    }

    private static double[] difference(double[] minuend, double[] subtrahend) {
        double[] difference = new double[minuend.length];
        Arrays.setAll(difference, i -> minuend[i] - subtrahend[i]);
        return difference;
    }
}
