package io.intentstream.evaluation.report;

import io.intentstream.metric.RankedScores;
import java.util.List;

/**
 * What plots show of the model from one vantage.
 *
 * @param points of the ROC, precision-recall and gain curves, from the highest score down
 * @param calibration probability against frequency
 */
public record Curves(List<RankedScores.Point> points, List<CalibrationBin> calibration) {

    /**
     * Events of about the same probability.
     *
     * @param events how many
     * @param probability their mean probability
     * @param frequency part of them that came true
     */
    public record CalibrationBin(int events, double probability, double frequency) {}
}
