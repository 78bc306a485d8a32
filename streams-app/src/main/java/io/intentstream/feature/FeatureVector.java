package io.intentstream.feature;

import java.util.Arrays;

/**
 * The features of one event as the model reads them.
 *
 * @param numeric normalised numeric features, in the order of the {@link FeatureSpec}
 * @param categorical indices of the categorical features, in the order of the {@link FeatureSpec}, each from 0 to its
 *     size - 1
 */
public record FeatureVector(float[] numeric, int[] categorical) {

    /** Equal when all features are. */
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
