package io.intentstream.offline.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * The loss of predicted probabilities of binary outcomes.
 *
 * <p>Constants of this and of every other loss are arrays of the manager. DJL frees an operand that is passed as a number
 * when the call returns, but the backward pass still reads it: the gradients would depend on whatever that memory holds.
 */
final class CrossEntropy {
    private CrossEntropy() {}

    /**
     * Binary cross-entropy of each value, in nats.
     *
     * @param logOdds any shape
     * @param truth 0 to 1, in a shape that broadcasts to that of {@code logOdds}
     */
    static NDArray binary(NDArray logOdds, NDArray truth) {
        // max(x, 0) - x y + ln(1 + exp(-|x|)), which neither overflows nor loses small values
        NDManager manager = logOdds.getManager();
        return logOdds.maximum(manager.create(0))
                .sub(logOdds.mul(truth))
                .add(logOdds.abs().neg().exp().add(manager.create(1)).log());
    }
}
