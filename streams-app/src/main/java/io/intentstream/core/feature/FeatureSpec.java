package io.intentstream.core.feature;

import java.util.List;

/**
 * The features that a model reads, in the order of its inputs.
 *
 * @param numeric numeric features
 * @param categorical categorical features
 */
public record FeatureSpec(List<Numeric> numeric, List<Categorical> categorical) {

    /**
     * A numeric feature and its normalisation: (value - mean) / deviation, cut to [-8, 8]; a missing value becomes 0.
     *
     * @param name its name in the catalogue
     * @param mean mean over the training events
     * @param deviation standard deviation over the training events; more than 0
     */
    public record Numeric(String name, double mean, double deviation) {}

    /**
     * A categorical feature and its vocabulary. Index 0 means missing; index 1 + i is {@code vocabulary[i]}; values out
     * of the vocabulary share {@code hashBuckets} more indices by hash, or index 0 when there are none.
     *
     * @param name its name in the catalogue
     * @param vocabulary known values
     * @param hashBuckets indices for values out of the vocabulary; 0 or more
     */
    public record Categorical(String name, List<String> vocabulary, int hashBuckets) {
        /** Number of indices. */
        public int size() {
            return 1 + vocabulary.size() + hashBuckets;
        }
    }
}
