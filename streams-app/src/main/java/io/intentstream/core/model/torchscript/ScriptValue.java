package io.intentstream.core.model.torchscript;

import java.util.List;

/** The value of an attribute of a TorchScript module. */
public sealed interface ScriptValue {

    /**
     * A dense float32 tensor.
     *
     * @param shape sizes, outermost first
     * @param values row-major; their number is the product of the sizes
     * @param trainable whether PyTorch tracks gradients for it
     */
    record FloatTensor(List<Integer> shape, float[] values, boolean trainable) implements ScriptValue {
        public FloatTensor {
            long expected = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
            if (expected != values.length) {
                throw new IllegalArgumentException(
                        "A tensor of shape " + shape + " has " + expected + " values, not " + values.length);
            }
            shape = List.copyOf(shape);
        }
    }

    /** A list of integers. */
    record IntList(List<Integer> values) implements ScriptValue {}

    /** A floating-point number. */
    record Real(double value) implements ScriptValue {}

    /** A boolean. */
    record Flag(boolean value) implements ScriptValue {}
}
