package io.intentstream.core.model;

import io.intentstream.core.model.torchscript.ScriptValue;
import io.intentstream.core.model.torchscript.ScriptValue.FloatTensor;
import io.intentstream.core.model.torchscript.TorchScriptArchive;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * The weights of an intent network, and their conversion to a {@code model.pt}. The archive's code is {@code
 * intent_lstm.py} next to this class; the step's tensors are folded from the weights.
 *
 * @param shape the network's sizes
 * @param weights values by tensor name, row-major, named and shaped as in {@code intent_lstm.py}
 */
public record IntentNetwork(NetworkShape shape, Map<String, float[]> weights) {
    private static final String CLASS_NAME = "IntentLstm";
    private static final String CODE = "intent_lstm.py";

    /** Standard deviation of the initial embeddings. */
    private static final double EMBEDDING_SPREAD = 0.3;

    /**
     * An untrained network: weights uniform within 1/sqrt(hidden), as PyTorch initialises its LSTMs; normal embeddings;
     * and forget gates that start open, so that early events are remembered (Jozefowicz et al., 2015).
     *
     * @param seed equal seeds produce equal weights
     */
    public static IntentNetwork initial(NetworkShape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double bound = 1 / Math.sqrt(shape.hidden());
        Map<String, float[]> weights = new LinkedHashMap<>();
        tensorShapes(shape)
                .forEach((name, sizes) -> weights.put(
                        name,
                        name.equals("embedding")
                                ? random(sizes, () -> EMBEDDING_SPREAD * random.nextGaussian())
                                : random(sizes, () -> random.nextDouble(-bound, bound))));
        float[] bias = weights.get("bias_ih");
        for (int i = shape.hidden(); i < 2 * shape.hidden(); i++) {
            bias[i] += 1;
        }
        return new IntentNetwork(shape, weights);
    }

    /** Names and sizes of the tensors, in the order of {@code intent_lstm.py}. */
    private static Map<String, List<Integer>> tensorShapes(NetworkShape shape) {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        shapes.put("embedding", List.of(shape.embeddingRows(), shape.embedding()));
        shapes.put("weight_ih", List.of(shape.gates(), shape.inputs()));
        shapes.put("weight_hh", List.of(shape.gates(), shape.hidden()));
        shapes.put("bias_ih", List.of(shape.gates()));
        shapes.put("bias_hh", List.of(shape.gates()));
        shapes.put("head_weight", List.of(1, shape.hidden()));
        shapes.put("head_bias", List.of(1));
        shapes.put("readout_weight", List.of(shape.readout(), shape.inputs() + shape.hidden()));
        shapes.put("readout_bias", List.of(shape.readout()));
        shapes.put("readout_out", List.of(1, shape.readout()));
        shapes.put("auxiliary_weight", List.of(shape.auxiliary(), shape.hidden() + shape.readout()));
        shapes.put("auxiliary_bias", List.of(shape.auxiliary()));
        shapes.put("next_weight", List.of(shape.next(), shape.hidden()));
        shapes.put("next_bias", List.of(shape.next()));
        shapes.put("category_weight", List.of(shape.categories(), shape.hidden()));
        shapes.put("category_bias", List.of(shape.categories()));
        shapes.put("linear_numeric", List.of(1, shape.numeric()));
        shapes.put("linear_categorical", List.of(shape.embeddingRows(), 1));
        return shapes;
    }

    /**
     * The network as a TorchScript archive: the bytes of {@code model.pt}.
     *
     * @param dropout share of inputs and outputs that training drops, from 0 to less than 1
     */
    public byte[] toTorchScript(double dropout) {
        Map<String, ScriptValue> attributes = new LinkedHashMap<>();
        tensorShapes(shape)
                .forEach((name, sizes) ->
                        attributes.put(name, new FloatTensor(sizes, weights.get(name), isTrained(name))));
        attributes.put("training", new ScriptValue.Flag(true));
        attributes.put("dropout", new ScriptValue.Real(dropout));
        attributes.put("offsets", new ScriptValue.IntList(shape.offsets()));
        attributes.putAll(StepTensors.fold(this));
        return new TorchScriptArchive(CLASS_NAME, code(), attributes).toBytes();
    }

    /**
     * This network on top of a logistic regression. Before training, its scores are those of the regression.
     *
     * @param intercept the regression's intercept, in log-odds
     * @param numeric weight of each numeric feature
     * @param categorical weight of each categorical index, feature after feature; {@code [embeddingRows]}
     */
    public IntentNetwork startingFrom(float intercept, float[] numeric, float[] categorical) {
        Map<String, float[]> changed = new LinkedHashMap<>(weights);
        changed.put("head_weight", new float[shape.hidden()]);
        changed.put("head_bias", new float[] {intercept});
        changed.put("readout_out", new float[shape.readout()]);
        changed.put("linear_numeric", numeric);
        changed.put("linear_categorical", categorical);
        return new IntentNetwork(shape, changed);
    }

    /**
     * This network with the log-odds as its only output, as the engine needs it.
     *
     * @param categories number of rows kept as the category head: the first ones of the next-value output; may be 0
     */
    public IntentNetwork withoutAuxiliary(int categories) {
        Map<String, float[]> changed = new LinkedHashMap<>(weights);
        changed.put("category_weight", Arrays.copyOf(weights.get("next_weight"), categories * shape.hidden()));
        changed.put("category_bias", Arrays.copyOf(weights.get("next_bias"), categories));
        for (String dropped : List.of("auxiliary_weight", "auxiliary_bias", "next_weight", "next_bias")) {
            changed.put(dropped, new float[0]);
        }
        return new IntentNetwork(shape.withCategories(categories), changed);
    }

    private static boolean isTrained(String name) {
        return !name.startsWith("category_");
    }

    private static String code() {
        try (InputStream code = IntentNetwork.class.getResourceAsStream(CODE)) {
            return new String(code.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static float[] random(List<Integer> sizes, DoubleSupplier draw) {
        float[] values = new float[sizes.stream().reduce(1, Math::multiplyExact)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) draw.getAsDouble();
        }
        return values;
    }
}
