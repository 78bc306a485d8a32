package io.intentstream.core.feature;

import io.intentstream.core.feature.FeatureDefect.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Finds the defects of events' features: missing values of the first 64 numeric features ({@link FeatureVector#gaps}), missing
 * and unknown values of all categorical ones. Training and the stream count with this class, so their shares can be compared.
 * Immutable.
 */
public final class FeatureDefects {
    private final List<FeatureDefect> all;
    private final int firstCategorical;
    private final int firstUnknown;

    /** By categorical feature and index: whether the value is unknown. */
    private final boolean[][] unknown;

    /**
     * @param spec the features that the model reads
     * @param eventTypes names of the event types that occurred in training; others are unknown, though the vocabulary has
     *     all types
     */
    public FeatureDefects(FeatureSpec spec, Set<String> eventTypes) {
        List<FeatureDefect> defects = new ArrayList<>();
        spec.numeric().stream()
                .limit(Long.SIZE)
                .forEach(feature -> defects.add(new FeatureDefect(feature.name(), Kind.MISSING)));
        firstCategorical = defects.size();
        spec.categorical().forEach(feature -> defects.add(new FeatureDefect(feature.name(), Kind.MISSING)));
        firstUnknown = defects.size();
        spec.categorical().forEach(feature -> defects.add(new FeatureDefect(feature.name(), Kind.UNKNOWN)));
        all = List.copyOf(defects);
        unknown = spec.categorical().stream()
                .map(feature -> unknownIndices(feature, eventTypes))
                .toArray(boolean[][]::new);
    }

    private static boolean[] unknownIndices(FeatureSpec.Categorical feature, Set<String> eventTypes) {
        boolean[] unknown = new boolean[feature.size()];
        List<String> vocabulary = feature.vocabulary();
        if (feature.name().equals(CategoricalFeature.EVENT_TYPE.id())) {
            for (int i = 0; i < vocabulary.size(); i++) {
                unknown[1 + i] = !eventTypes.contains(vocabulary.get(i));
            }
        }
        Arrays.fill(unknown, 1 + vocabulary.size(), unknown.length, true);
        return unknown;
    }

    /** The defects that can be found. */
    public List<FeatureDefect> all() {
        return all;
    }

    /**
     * Counts an event's defects.
     *
     * @param event the features of the event
     * @param found for each of {@link #all} the number of events so far; increased
     */
    public void count(FeatureVector event, int[] found) {
        for (long gaps = event.gaps(); gaps != 0; gaps &= gaps - 1) {
            found[Long.numberOfTrailingZeros(gaps)]++;
        }
        int[] indices = event.categorical();
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] == 0) {
                found[firstCategorical + i]++;
            } else if (unknown[i][indices[i]]) {
                found[firstUnknown + i]++;
            }
        }
    }
}
