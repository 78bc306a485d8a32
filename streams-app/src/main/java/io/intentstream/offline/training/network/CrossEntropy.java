package io.intentstream.offline.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * The loss of probabilistic answers to yes-or-no questions.
 *
 * <p>Its constants, and those of every loss here, are arrays of the manager: DJL frees an operand that is given as a
 * number when the call returns, while the backward pass has yet to read it, and the gradients would be of whatever the
 * memory holds by then.
 */
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
        NDManager manager = logOdds.getManager();
        return logOdds.maximum(manager.create(0))
                .sub(logOdds.mul(truth))
                .add(logOdds.abs().neg().exp().add(manager.create(1)).log());
    }
}
