package io.intentstream.core.model;

import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Draws feature vectors that fit a spec. */
final class RandomEvents {
    private final FeatureSpec features;
    private final Random random;

    RandomEvents(FeatureSpec features, long seed) {
        this.features = features;
        random = new Random(seed);
    }

    /** A spec with these vocabulary sizes and this many numeric features. */
    static FeatureSpec spec(int numeric, int... sizes) {
        return new FeatureSpec(
                IntStream.range(0, numeric)
                        .mapToObj(i -> new FeatureSpec.Numeric("number" + i, 0, 1))
                        .toList(),
                IntStream.of(sizes)
                        .mapToObj(size -> new FeatureSpec.Categorical("category" + size, List.of(), size - 1))
                        .toList());
    }

    FeatureVector event() {
        float[] numeric = new float[features.numeric().size()];
        for (int i = 0; i < numeric.length; i++) {
            numeric[i] = (float) random.nextGaussian();
        }
        int[] categorical = features.categorical().stream()
                .mapToInt(feature -> random.nextInt(feature.size()))
                .toArray();
        return new FeatureVector(numeric, categorical);
    }

    List<FeatureVector> session(int length) {
        List<FeatureVector> events = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            events.add(event());
        }
        return events;
    }

    float[] state(int size) {
        float[] state = new float[size];
        for (int i = 0; i < size; i++) {
            state[i] = random.nextFloat() * 2 - 1;
        }
        return state;
    }
}
