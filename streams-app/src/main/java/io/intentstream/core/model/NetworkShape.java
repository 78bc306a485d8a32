package io.intentstream.core.model;

import io.intentstream.core.feature.FeatureSpec;
import java.util.List;

/**
 * The sizes of an intent network.
 *
 * @param vocabularies number of indices of each categorical feature; at least one feature
 * @param numeric number of numeric features
 * @param embedding floats per embedded categorical value
 * @param hidden floats of h, and of c
 * @param readout rectified linear units between the LSTM and the log-odds; at least 1
 * @param auxiliary auxiliary outputs beside the log-odds during training; 0 otherwise
 * @param next outputs that predict the next value of a categorical feature during training; 0 otherwise
 * @param categories rows of the category head, one per index of the category; 0 without that head
 */
public record NetworkShape(
        List<Integer> vocabularies,
        int numeric,
        int embedding,
        int hidden,
        int readout,
        int auxiliary,
        int next,
        int categories) {
    private static final int GATES = 4;

    public NetworkShape {
        vocabularies = List.copyOf(vocabularies);
        if (vocabularies.isEmpty()) {
            throw new IllegalArgumentException("The intent network needs at least one categorical feature");
        }
    }

    /** A shape with the log-odds as the only output. */
    public NetworkShape(List<Integer> vocabularies, int numeric, int embedding, int hidden, int readout) {
        this(vocabularies, numeric, embedding, hidden, readout, 0, 0, 0);
    }

    /** The part of a shape that a manifest determines. Embedding and readout are internal to the module and set to 1 here. */
    public static NetworkShape of(FeatureSpec features, int hidden) {
        return of(features, 1, hidden, 1);
    }

    /** The shape of a network that reads these features. */
    public static NetworkShape of(FeatureSpec features, int embedding, int hidden, int readout) {
        List<Integer> sizes = features.categorical().stream()
                .map(FeatureSpec.Categorical::size)
                .toList();
        return new NetworkShape(sizes, features.numeric().size(), embedding, hidden, readout);
    }

    /** The same shape with so many auxiliary outputs and outputs that predict the next value. */
    public NetworkShape withAuxiliary(int outputs, int nextOutputs) {
        return new NetworkShape(vocabularies, numeric, embedding, hidden, readout, outputs, nextOutputs, 0);
    }

    /** The same shape with the log-odds as the only output, and so many rows of the category head. */
    public NetworkShape withCategories(int rows) {
        return new NetworkShape(vocabularies, numeric, embedding, hidden, readout, 0, 0, rows);
    }

    /** Floats of the four gates together, {@code 4 * hidden}. */
    public int gates() {
        return GATES * hidden;
    }

    /** Rows of the embedding: one per index of every categorical feature. */
    public int embeddingRows() {
        return vocabularies.stream().mapToInt(Integer::intValue).sum();
    }

    /** Floats that the LSTM reads per event. */
    public int inputs() {
        return vocabularies.size() * embedding + numeric;
    }

    /** First embedding row of each categorical feature. */
    public List<Integer> offsets() {
        Integer[] offsets = new Integer[vocabularies.size()];
        int next = 0;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = next;
            next += vocabularies.get(i);
        }
        return List.of(offsets);
    }
}
