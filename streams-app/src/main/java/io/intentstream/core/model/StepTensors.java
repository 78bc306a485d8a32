package io.intentstream.core.model;

import io.intentstream.core.model.torchscript.ScriptValue;
import io.intentstream.core.model.torchscript.ScriptValue.FloatTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Folds a network's weights into the tensors that the step of {@code intent_lstm.py} reads. The contribution of an
 * event's categories becomes a table row instead of a product; gates are reordered to input, forget, output, cell; the
 * weights of the cell gate are doubled. Sums run in double precision, so that folding rounds only once.
 */
final class StepTensors {
    private final NetworkShape shape;
    private final float[] embedding;
    private final float[] weightIh;
    private final float[] weightHh;
    private final float[] biasIh;
    private final float[] biasHh;
    private final float[] headWeight;
    private final float headBias;
    private final float[] readoutWeight;
    private final float[] readoutBias;
    private final float[] linearNumeric;
    private final float[] linearCategorical;

    private StepTensors(IntentNetwork network) {
        shape = network.shape();
        embedding = network.weights().get("embedding");
        weightIh = network.weights().get("weight_ih");
        weightHh = network.weights().get("weight_hh");
        biasIh = network.weights().get("bias_ih");
        biasHh = network.weights().get("bias_hh");
        headWeight = network.weights().get("head_weight");
        headBias = network.weights().get("head_bias")[0];
        readoutWeight = network.weights().get("readout_weight");
        readoutBias = network.weights().get("readout_bias");
        linearNumeric = network.weights().get("linear_numeric");
        linearCategorical = network.weights().get("linear_categorical");
    }

    /** The step's attributes, in the order of {@code intent_lstm.py}. */
    static Map<String, ScriptValue> fold(IntentNetwork network) {
        StepTensors folding = new StepTensors(network);
        Map<String, ScriptValue> folded = new LinkedHashMap<>();
        folded.put("step_table", folding.table());
        folded.put("step_weight", folding.weight());
        folded.put("step_head", folding.head());
        folded.put(
                "step_readout",
                new FloatTensor(
                        List.of(network.shape().readout(), 1), network.weights().get("readout_out"), false));
        return folded;
    }

    /**
     * The contribution of each value of each categorical feature to the gates, the log-odds and the readout's units, in
     * this order. An event has exactly one value of the first feature, so that feature's rows include the biases.
     */
    private FloatTensor table() {
        int columns = shape.gates() + columns();
        float[] values = new float[shape.embeddingRows() * columns];
        for (int feature = 0; feature < shape.vocabularies().size(); feature++) {
            int first = shape.offsets().get(feature);
            for (int row = first; row < first + shape.vocabularies().get(feature); row++) {
                foldRow(feature, row, values, row * columns);
            }
        }
        return new FloatTensor(List.of(shape.embeddingRows(), columns), values, false);
    }

    private void foldRow(int feature, int row, float[] values, int start) {
        for (int gate = 0; gate < shape.gates(); gate++) {
            int source = sourceGate(gate);
            double bias = feature == 0 ? (double) biasIh[source] + biasHh[source] : 0;
            double sum = bias + embedded(feature, row, weightIh, source * shape.inputs());
            values[start + gate] = (float) (sum * scale(gate));
        }
        int score = start + shape.gates();
        values[score] = linearCategorical[row] + (feature == 0 ? headBias : 0);
        for (int unit = 0; unit < shape.readout(); unit++) {
            double bias = feature == 0 ? readoutBias[unit] : 0;
            values[score + 1 + unit] = (float) (bias + embedded(feature, row, readoutWeight, unit * readoutInputs()));
        }
    }

    /** Dot product of a value's embedding and its feature's part of a row of weights. */
    private double embedded(int feature, int row, float[] weights, int start) {
        double sum = 0;
        for (int i = 0; i < shape.embedding(); i++) {
            sum += (double) embedding[row * shape.embedding() + i] * weights[start + feature * shape.embedding() + i];
        }
        return sum;
    }

    /** The contribution of numeric features and h to the log-odds and the readout. */
    private FloatTensor head() {
        int rows = shape.numeric() + shape.hidden();
        int firstNumeric = shape.inputs() - shape.numeric();
        float[] values = new float[rows * columns()];
        for (int row = 0; row < rows; row++) {
            values[row * columns()] = row < shape.numeric() ? linearNumeric[row] : headWeight[row - shape.numeric()];
            for (int unit = 0; unit < shape.readout(); unit++) {
                values[row * columns() + 1 + unit] = readoutWeight[unit * readoutInputs() + firstNumeric + row];
            }
        }
        return new FloatTensor(List.of(rows, columns()), values, false);
    }

    private int columns() {
        return 1 + shape.readout();
    }

    private int readoutInputs() {
        return shape.inputs() + shape.hidden();
    }

    /** The contribution of numeric features and h to the gates. */
    private FloatTensor weight() {
        int numeric = shape.numeric();
        int firstNumeric = shape.inputs() - numeric;
        float[] values = new float[(numeric + shape.hidden()) * shape.gates()];
        for (int gate = 0; gate < shape.gates(); gate++) {
            int source = sourceGate(gate);
            for (int i = 0; i < numeric; i++) {
                values[i * shape.gates() + gate] = weightIh[source * shape.inputs() + firstNumeric + i] * scale(gate);
            }
            for (int i = 0; i < shape.hidden(); i++) {
                values[(numeric + i) * shape.gates() + gate] = weightHh[source * shape.hidden() + i] * scale(gate);
            }
        }
        return new FloatTensor(List.of(numeric + shape.hidden(), shape.gates()), values, false);
    }

    /** Index in PyTorch's gate order (input, forget, cell, output) of a gate of the step. */
    private int sourceGate(int gate) {
        int hidden = shape.hidden();
        if (gate < 2 * hidden) {
            return gate;
        }
        return gate < 3 * hidden ? gate + hidden : gate - hidden;
    }

    /** Doubles the cell gate, since the step computes tanh(v) as 2 sigmoid(2v) - 1. */
    private float scale(int gate) {
        return gate < 3 * shape.hidden() ? 1 : 2;
    }
}
