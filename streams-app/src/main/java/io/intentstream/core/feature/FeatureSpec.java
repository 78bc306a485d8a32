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
     * A numeric feature and its normalisation: (value - mean) / deviation, clipped to [-8, 8]. A missing value becomes 0.
     *
     * @param name its name in the catalogue
     * @param mean mean over the training events
     * @param deviation standard deviation over the training events; more than 0
     */
    public record Numeric(String name, double mean, double deviation) {
        /** What a model reads for a value that is not missing. */
        public float normalised(double value) {
            return FeatureSet.normalise(value, mean, 1 / deviation);
        }
    }

    /**
     * A categorical feature and its vocabulary. Index 0 means missing, and index 1 + i means {@code vocabulary[i]}. Other
     * values are hashed to {@code hashBuckets} further indices; without any, they get index 0.
     *
     * @param name its name in the catalogue
     * @param vocabulary known values
     * @param hashBuckets number of indices for other values; 0 or more
     */
    public record Categorical(String name, List<String> vocabulary, int hashBuckets) {
        /** Number of indices: 1 + vocabulary + hash buckets. */
        public int size() {
            return 1 + vocabulary.size() + hashBuckets;
        }
    }
}
