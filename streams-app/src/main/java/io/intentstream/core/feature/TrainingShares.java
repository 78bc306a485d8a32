package io.intentstream.core.feature;

import java.util.List;
import java.util.Map;

/**
 * What a model's training events were like. Where a stream's events differ much from them (training-serving skew), the
 * model's scores are worse than its card says.
 *
 * @param missing for each feature the share of the training events where it had no value; without features whose gaps are not
 *     counted ({@link FeatureVector#gaps})
 * @param unknown for each categorical feature the share of the training events whose value is not in its vocabulary; 0 for
 *     {@code event_type}
 * @param eventTypes names of the event types that occurred
 */
public record TrainingShares(Map<String, Double> missing, Map<String, Double> unknown, List<String> eventTypes) {

    /** Share of the training events that had this defect; NaN when it was not counted. */
    public double of(FeatureDefect defect) {
        Map<String, Double> shares = defect.kind() == FeatureDefect.Kind.MISSING ? missing : unknown;
        return shares.getOrDefault(defect.feature(), Double.NaN);
    }
}
