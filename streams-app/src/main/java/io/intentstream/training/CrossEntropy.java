package io.intentstream.training;

import ai.djl.ndarray.NDArray;

/** The loss of probabilistic answers to yes-or-no questions. */
final class CrossEntropy {
    private CrossEntropy() {}

    /**
     * Binary cross-entropy of each value, in nats.
     *
     * @param logOdds any shape
     * @param truth 0 to 1, of a shape that broadcasts to it
     */
    static NDArray binary(NDArray logOdds, NDArray truth) {
        // max(x, 0) - x y + ln(1 + exp(-|x|)), which neither overflows nor loses small values
        return logOdds.maximum(0)
                .sub(logOdds.mul(truth))
                .add(logOdds.abs().neg().exp().add(1).log());
    }
}
