package io.intentstream.core.feature;

import java.util.Arrays;

/**
 * The features of one event, as the model reads them.
 *
 * @param numeric normalised numeric features, in the order of the {@link FeatureSpec}
 * @param categorical indices of the categorical features, in the order of the {@link FeatureSpec}, each from 0 to its
 *     size - 1
 * @param gaps bit i is set when numeric feature i is missing and has its mean instead; covers the first 64 features. The
 *     model does not read it
 */
public record FeatureVector(float[] numeric, int[] categorical, long gaps) {

    /** Features without information on gaps. */
    public FeatureVector(float[] numeric, int[] categorical) {
        this(numeric, categorical, 0);
    }

    /** Compares the features, not the gaps. */
    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureVector that
                && Arrays.equals(numeric, that.numeric)
                && Arrays.equals(categorical, that.categorical);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(numeric) + Arrays.hashCode(categorical);
    }
}
