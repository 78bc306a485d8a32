package io.intentstream.model;

import io.intentstream.model.torchscript.ScriptValue;
import io.intentstream.model.torchscript.ScriptValue.FloatTensor;
import java.util.ArrayList;
import java.util.Arrays;
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

    private StepTensors(IntentNetwork network) {
        shape = network.shape();
        embedding = network.weights().get("embedding");
        weightIh = network.weights().get("weight_ih");
        weightHh = network.weights().get("weight_hh");
        biasIh = network.weights().get("bias_ih");
        biasHh = network.weights().get("bias_hh");
    }

    /** The step's attributes, in the order of {@code intent_lstm.py}. */
    static Map<String, ScriptValue> fold(IntentNetwork network) {
        StepTensors folding = new StepTensors(network);
        NetworkShape shape = network.shape();
        Map<String, ScriptValue> folded = new LinkedHashMap<>();
        folded.put("step_tables", new ScriptValue.TensorList(folding.tables()));
        folded.put("step_weight", folding.weight());
        folded.put("step_linear", new ScriptValue.TensorList(linear(network)));
        folded.put("step_head", head(network));
        return folded;
    }

    private static List<FloatTensor> linear(IntentNetwork network) {
        float[] all = network.weights().get("linear_categorical");
        float bias = network.weights().get("head_bias")[0];
        List<FloatTensor> tables = new ArrayList<>();
        for (int feature = 0; feature < network.shape().vocabularies().size(); feature++) {
            int first = network.shape().offsets().get(feature);
            int size = network.shape().vocabularies().get(feature);
            float[] values = Arrays.copyOfRange(all, first, first + size);
            for (int i = 0; feature == 0 && i < size; i++) {
                values[i] += bias;
            }
            tables.add(new FloatTensor(List.of(size, 1), values, false));
        }
        return tables;
    }

    private static FloatTensor head(IntentNetwork network) {
        float[] numeric = network.weights().get("linear_numeric");
        float[] hidden = network.weights().get("head_weight");
        float[] values = Arrays.copyOf(numeric, numeric.length + hidden.length);
        System.arraycopy(hidden, 0, values, numeric.length, hidden.length);
        return new FloatTensor(List.of(values.length, 1), values, false);
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
