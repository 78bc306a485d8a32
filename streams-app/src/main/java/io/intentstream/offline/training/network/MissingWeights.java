package io.intentstream.offline.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.intentstream.core.model.NetworkShape;

/**
 * Bounds the linear weights of missing values. What a shop does not record must say little: otherwise such a weight comes to
 * stand for the data set that lacks the feature. The regression gives missing values no weight at all.
 */
final class MissingWeights {
    /** Greatest absolute weight of index 0 of a categorical feature, in log-odds. */
    static final float BOUND = 0.3f;

    private MissingWeights() {}

    /**
     * Moves weights beyond the bound to it, in place and without a gradient; to be called after each update.
     *
     * @param linearCategorical the network's {@code linear_categorical}, {@code [embeddingRows, 1]}
     */
    static void bound(NDArray linearCategorical, NetworkShape shape) {
        float[] weights = linearCategorical.toFloatArray();
        try (NDArray values = linearCategorical.stopGradient()) {
            for (int missing : shape.offsets()) {
                if (Math.abs(weights[missing]) > BOUND) {
                    values.set(new NDIndex(missing, 0), Math.copySign(BOUND, weights[missing]));
                }
            }
        }
    }
}
