package io.intentstream.core.model.torchscript;

import java.util.List;

/** A value that an attribute of a TorchScript module may hold. */
public sealed interface ScriptValue {

    /**
     * A dense float32 tensor.
     *
     * @param shape sizes, outermost first
     * @param values row-major; as many as the shape says
     * @param trainable whether gradients are kept for it
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

    /** Whole numbers in order. */
    record IntList(List<Integer> values) implements ScriptValue {}

    /** A floating-point number. */
    record Real(double value) implements ScriptValue {}

    /** A truth value. */
    record Flag(boolean value) implements ScriptValue {}
}
