package io.intentstream.stream.telemetry;

import io.intentstream.core.feature.FeatureDefect;
import io.intentstream.core.feature.TrainingShares;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the stream's events differ clearly from the training events (training-serving skew), in windows of at least {@link
 * #LEAST_EVENTS} events.
 *
 * @param since the counts when the present window began
 * @param found what the last window found, the greatest difference first
 */
record TrainingSkew(FeatureTotals since, List<SkewedFeature> found) {
    static final long LEAST_EVENTS = 5_000;

    /** Nothing found yet; the first window begins with these counts. */
    static TrainingSkew none(FeatureTotals since) {
        return new TrainingSkew(since, List.of());
    }

    /** This, when the window needs more events; else what the window found, and a new window. */
    TrainingSkew after(FeatureTotals now, TrainingShares training) {
        long events = now.events() - since.events();
        if (events < LEAST_EVENTS) {
            return this;
        }
        Set<FeatureDefect> before = defects();
        return new TrainingSkew(
                now,
                now.found().keySet().stream()
                        .map(defect -> new SkewedFeature(
                                defect,
                                training.of(defect),
                                (double) (now.found().get(defect)
                                                - since.found().get(defect))
                                        / events))
                        .filter(feature -> feature.isClear(before.contains(feature.defect())))
                        .sorted(Comparator.comparingDouble(SkewedFeature::excess)
                                .reversed())
                        .toList());
    }

    /** What this found and the other did not. */
    List<SkewedFeature> notIn(TrainingSkew other) {
        Set<FeatureDefect> known = other.defects();
        return found.stream()
                .filter(feature -> !known.contains(feature.defect()))
                .toList();
    }

    private Set<FeatureDefect> defects() {
        return found.stream().map(SkewedFeature::defect).collect(Collectors.toSet());
    }
}
