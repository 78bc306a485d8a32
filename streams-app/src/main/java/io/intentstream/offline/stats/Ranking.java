package io.intentstream.offline.stats;

/** How well scores rank events. Both metrics treat equal scores as one step, whatever their order. */
public final class Ranking {
    private Ranking() {}

    /**
     * Area under the ROC curve: the chance that a positive event scores above a negative one, ties counting half. NaN
     * unless both occur.
     */
    public static double auroc(Predictions predictions) {
        return value(predictions, Metric.AUROC);
    }

    /** Average precision: precision at each score, weighted by the recall it adds. NaN without positives. */
    public static double averagePrecision(Predictions predictions) {
        return value(predictions, Metric.AVERAGE_PRECISION);
    }

    private static double value(Predictions predictions, Metric metric) {
        return new MetricCalculator(predictions, 1, 1).metrics()[metric.ordinal()];
    }
}
