package io.intentstream.feature;

/**
 * The features of one event as the model reads them.
 *
 * @param numeric normalised numeric features, in the order of the {@link FeatureSpec}
 * @param categorical indices of the categorical features, in the order of the {@link FeatureSpec}, each from 0 to its
 *     size - 1
 */
public record FeatureVector(float[] numeric, int[] categorical) {}
