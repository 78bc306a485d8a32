package io.intentstream.offline.stats;

/** How well scores put events in order; both figures treat equal scores as one step, whatever their order. */
public final class Ranking {
    private Ranking() {}

    /**
     * Area under the ROC curve: the chance that an event that came true scores above one that did not, ties counting
     * half. NaN unless both kinds occur.
     */
    public static double auroc(Predictions predictions) {
        return figure(predictions, Metric.AUROC);
    }

    /** Average precision: precision at each score, weighted by the recall it adds. NaN when nothing came true. */
    public static double averagePrecision(Predictions predictions) {
        return figure(predictions, Metric.AVERAGE_PRECISION);
    }

    private static double figure(Predictions predictions, Metric figure) {
        return new MetricCalculator(predictions, 1, 1).figures()[figure.ordinal()];
    }
}
