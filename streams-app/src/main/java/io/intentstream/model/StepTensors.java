package io.intentstream.model;

import io.intentstream.model.torchscript.ScriptValue;
import io.intentstream.model.torchscript.ScriptValue.FloatTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Folds a network's weights into the tensors that the step of {@code intent_lstm.py} reads: what an event's categories
 * add to the gates is looked up in place of multiplied, gates are reordered to input, forget, output, cell, and the
 * cell gate is doubled. Sums run in double precision, so that folding itself rounds once.
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
        folded.put("step_tables", new ScriptValue.TensorList(folding.tables()));
        folded.put("step_weight", folding.weight());
        folded.put("step_linear", new ScriptValue.TensorList(folding.linear()));
        folded.put("step_head", folding.head());
        folded.put(
                "step_readout",
                new FloatTensor(
                        List.of(network.shape().readout(), 1), network.weights().get("readout_out"), false));
        return folded;
    }

    /** What an event's categories add to the log-odds (column 0) and to the readout's units (the others). */
    private List<FloatTensor> linear() {
        List<FloatTensor> tables = new ArrayList<>();
        for (int feature = 0; feature < shape.vocabularies().size(); feature++) {
            int size = shape.vocabularies().get(feature);
            int firstRow = shape.offsets().get(feature);
            float[] values = new float[size * columns()];
            for (int index = 0; index < size; index++) {
                values[index * columns()] = linearCategorical[firstRow + index] + (feature == 0 ? headBias : 0);
                for (int unit = 0; unit < shape.readout(); unit++) {
                    double sum = feature == 0 ? readoutBias[unit] : 0;
                    for (int i = 0; i < shape.embedding(); i++) {
                        sum += (double) embedding[(firstRow + index) * shape.embedding() + i]
                                * readoutWeight[unit * readoutInputs() + feature * shape.embedding() + i];
                    }
                    values[index * columns() + 1 + unit] = (float) sum;
                }
            }
            tables.add(new FloatTensor(List.of(size, columns()), values, false));
        }
        return tables;
    }

    /** What numeric features and h add to the same columns. */
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

    private List<FloatTensor> tables() {
        List<FloatTensor> tables = new ArrayList<>();
        for (int feature = 0; feature < shape.vocabularies().size(); feature++) {
            tables.add(table(feature));
        }
        return tables;
    }

    private FloatTensor table(int feature) {
        int size = shape.vocabularies().get(feature);
        int firstRow = shape.offsets().get(feature);
        float[] values = new float[size * shape.gates()];
        for (int index = 0; index < size; index++) {
            for (int gate = 0; gate < shape.gates(); gate++) {
                int source = sourceGate(gate);
                double sum = feature == 0 ? (double) biasIh[source] + biasHh[source] : 0;
                for (int i = 0; i < shape.embedding(); i++) {
                    sum += (double) embedding[(firstRow + index) * shape.embedding() + i]
                            * weightIh[source * shape.inputs() + feature * shape.embedding() + i];
                }
                values[index * shape.gates() + gate] = (float) (sum * scale(gate));
            }
        }
        return new FloatTensor(List.of(size, shape.gates()), values, false);
    }

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

    /** Where the step's gate stands in PyTorch's order: input, forget, cell, output. */
    private int sourceGate(int gate) {
        int hidden = shape.hidden();
        if (gate < 2 * hidden) {
            return gate;
        }
        return gate < 3 * hidden ? gate + hidden : gate - hidden;
    }

    private float scale(int gate) {
        return gate < 3 * shape.hidden() ? 1 : 2;
    }
}
