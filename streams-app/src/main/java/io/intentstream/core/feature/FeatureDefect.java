package io.intentstream.core.feature;

import java.util.Locale;

/**
 * A way in which an event can tell a model less than it was built for.
 *
 * @param feature name of the feature
 * @param kind what its value lacks
 */
public record FeatureDefect(String feature, Kind kind) {

    /** What a value lacks. */
    public enum Kind {
        /** There is no value. The model reads the mean of a numeric feature, or index 0 of a categorical one. */
        MISSING,

        /** The value was not in training: it is outside the vocabulary, or an event type that no training event had. */
        UNKNOWN
    }

    /** The defect as in {@code missing brand}. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + feature;
    }
}
