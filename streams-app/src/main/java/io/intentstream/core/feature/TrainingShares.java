package io.intentstream.core.feature;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a model's training events were like. Where a stream's events differ much from them (training-serving skew), the
 * model's scores are worse than its card says. After training on several data sets, each share is that of the data set
 * where it is largest: the model has learnt from such a shop, however small its part of all events was.
 *
 * @param missing for each feature the share of the training events where it had no value; without features whose gaps are not
 *     counted ({@link FeatureVector#gaps})
 * @param unknown for each categorical feature the share of the training events whose value is not in its vocabulary; 0 for
 *     {@code event_type}
 * @param eventTypes names of the event types that occurred
 */
public record TrainingShares(Map<String, Double> missing, Map<String, Double> unknown, List<String> eventTypes) {

    /** The shares after training on the events of both. */
    public TrainingShares with(TrainingShares other) {
        return new TrainingShares(
                larger(missing, other.missing),
                larger(unknown, other.unknown),
                Stream.concat(eventTypes.stream(), other.eventTypes.stream())
                        .distinct()
                        .sorted()
                        .toList());
    }

    private static Map<String, Double> larger(Map<String, Double> some, Map<String, Double> others) {
        Map<String, Double> larger = new LinkedHashMap<>(some);
        others.forEach((feature, share) -> larger.merge(feature, share, Math::max));
        return larger;
    }

    /** Share of the training events that had this defect; NaN when it was not counted. */
    public double of(FeatureDefect defect) {
        Map<String, Double> shares = defect.kind() == FeatureDefect.Kind.MISSING ? missing : unknown;
        return shares.getOrDefault(defect.feature(), Double.NaN);
    }
}
