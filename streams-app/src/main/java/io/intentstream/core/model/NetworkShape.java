package io.intentstream.core.model;

import io.intentstream.core.feature.FeatureSpec;
import java.util.List;

/**
 * The sizes of an intent network.
 *
 * @param vocabularies number of indices of each categorical feature; at least one feature
 * @param numeric numeric features
 * @param embedding floats that stand for one categorical value
 * @param hidden floats of h, and of c
 * @param readout rectified units between the LSTM and the log-odds; at least 1
 * @param auxiliary values put out beside the log-odds, while training; 0 otherwise
 * @param next values that tell what comes next, while training; 0 otherwise
 * @param categories rows kept of those once trained: indices of the category; 0 when it is not what they tell
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

    /** A shape with nothing beside the log-odds. */
    public NetworkShape(List<Integer> vocabularies, int numeric, int embedding, int hidden, int readout) {
        this(vocabularies, numeric, embedding, hidden, readout, 0, 0, 0);
    }

    /** What can be seen of a network's shape from outside: embedding and readout stay within the module. */
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

    /** The same shape with so many values put out beside the log-odds, the latter of which tell what comes next. */
    public NetworkShape withAuxiliary(int outputs, int nextOutputs) {
        return new NetworkShape(vocabularies, numeric, embedding, hidden, readout, outputs, nextOutputs, 0);
    }

    /** The same shape with nothing put out beside the log-odds, and so many rows kept for the next category. */
    public NetworkShape withCategories(int rows) {
        return new NetworkShape(vocabularies, numeric, embedding, hidden, readout, 0, 0, rows);
    }

    /** Floats of the four gates together. */
    public int gates() {
        return GATES * hidden;
    }

    /** Rows of the embedding: one for every index of every categorical feature. */
    public int embeddingRows() {
        return vocabularies.stream().mapToInt(Integer::intValue).sum();
    }

    /** Floats that the LSTM reads of one event. */
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
