package io.intentstream.training;

import io.intentstream.metric.Figure;
import io.intentstream.metric.FigurePanel;
import io.intentstream.metric.Interval;
import io.intentstream.metric.Predictions;
import io.intentstream.metric.UserBootstrap;
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
record Lead(double auroc, Interval aurocInterval, double averagePrecision, Interval averagePrecisionInterval) {

    static Lead of(Predictions network, Predictions regression, long seed) {
        FigurePanel ours = new FigurePanel(network, 1, 1);
        FigurePanel theirs = new FigurePanel(regression, 1, 1);
        int users = Arrays.stream(network.users()).max().orElse(-1) + 1;
        double[][] drawn = new UserBootstrap(users, UserBootstrap.ROUNDS, seed)
                .drawings()
                .map(times -> difference(ours.figures(times), theirs.figures(times)))
                .toArray(double[][]::new);
        double[] lead = difference(ours.figures(), theirs.figures());
        return new Lead(
                lead[Figure.AUROC.ordinal()],
                interval(drawn, Figure.AUROC),
                lead[Figure.AVERAGE_PRECISION.ordinal()],
                interval(drawn, Figure.AVERAGE_PRECISION));
    }

    private static Interval interval(double[][] drawn, Figure figure) {
        return Interval.of(
                Arrays.stream(drawn).mapToDouble(lead -> lead[figure.ordinal()]).toArray());
    }

    private static double[] difference(double[] minuend, double[] subtrahend) {
        double[] difference = new double[minuend.length];
        Arrays.setAll(difference, i -> minuend[i] - subtrahend[i]);
        return difference;
    }
}
