package io.intentstream.core.feature;

import io.intentstream.core.state.History;
import io.intentstream.core.state.WindowEvent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Computes the features of a model. Names are looked up and vocabularies indexed once. Immutable. */
public final class FeatureSet {
    /** Normalised values are clipped to plus or minus this many deviations. */
    static final double MAX_DEVIATIONS = 8;

    private final NumericValue[] numeric;
    private final List<String> attributes;
    private final double[] means;
    private final double[] scales;
    private final CategoricalFeature[] categorical;
    private final List<Map<String, Integer>> vocabularies;
    private final int[] hashBuckets;

    /**
     * Looks up the features of a manifest that reads no {@link ConversionFeature}.
     *
     * @throws IllegalArgumentException when the catalogue lacks a feature, or a deviation is not more than 0
     */
    public FeatureSet(FeatureSpec spec) {
        this(spec, null);
    }

    /**
     * Looks up the features of a manifest.
     *
     * @param table what a {@link ConversionFeature} reads; null if there is none
     * @throws IllegalArgumentException when the catalogue or the table lacks a feature, or a deviation is not more than 0
     */
    public FeatureSet(FeatureSpec spec, @Nullable ConversionTable table) {
        numeric = spec.numeric().stream()
                .map(feature -> numeric(feature.name(), table))
                .toArray(NumericValue[]::new);
        attributes = spec.numeric().stream()
                .map(FeatureSpec.Numeric::name)
                .filter(name -> name.startsWith(NumericFamily.ATTRIBUTE.prefix()))
                .map(name -> name.substring(NumericFamily.ATTRIBUTE.prefix().length()))
                .toList();
        means = spec.numeric().stream().mapToDouble(FeatureSpec.Numeric::mean).toArray();
        scales = spec.numeric().stream().mapToDouble(FeatureSet::scale).toArray();
        categorical = spec.categorical().stream()
                .map(feature -> find(CategoricalFeature.values(), feature.name()))
                .toArray(CategoricalFeature[]::new);
        vocabularies = spec.categorical().stream()
                .map(feature -> index(feature.vocabulary()))
                .toList();
        hashBuckets = spec.categorical().stream()
                .mapToInt(FeatureSpec.Categorical::hashBuckets)
                .toArray();
    }

    /** Names of the event attributes that these features read. */
    public List<String> attributes() {
        return attributes;
    }

    /**
     * Computes an event's features.
     *
     * @param before the history before the event, {@link History#begin} called
     * @param event the event
     */
    public FeatureVector of(History before, WindowEvent event) {
        float[] numbers = new float[numeric.length];
        long gaps = 0;
        for (int i = 0; i < numbers.length; i++) {
            double value = numeric[i].of(before, event);
            if (Double.isNaN(value)) {
                gaps |= i < Long.SIZE ? 1L << i : 0;
            } else {
                numbers[i] = normalise(i, value);
            }
        }
        int[] indices = new int[categorical.length];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = index(i, categorical[i].value(before, event));
        }
        return new FeatureVector(numbers, indices, gaps);
    }

    private float normalise(int i, double value) {
        return normalise(value, means[i], scales[i]);
    }

    static float normalise(double value, double mean, double scale) {
        double deviations = (value - mean) * scale;
        return (float) Math.max(-MAX_DEVIATIONS, Math.min(MAX_DEVIATIONS, deviations));
    }

    private int index(int i, @Nullable String value) {
        if (value == null) {
            return 0;
        }
        Map<String, Integer> vocabulary = vocabularies.get(i);
        Integer known = vocabulary.get(value);
        if (known != null) {
            return known;
        }
        return hashBuckets[i] == 0
                ? 0
                : 1 + vocabulary.size() + (int) Math.floorMod(WindowEvent.hash(value), (long) hashBuckets[i]);
    }

    private static String families() {
        return Arrays.stream(NumericFamily.values())
                .map(family -> family.prefix() + "NAME")
                .collect(Collectors.joining(", ", ", for any name, ", ""));
    }

    private static String ofTables() {
        return Arrays.stream(ConversionFeature.values())
                .map(ConversionFeature::id)
                .collect(Collectors.joining(", ", " and, from a bundle's counts, ", ""));
    }

    private static double scale(FeatureSpec.Numeric feature) {
        if (!(feature.deviation() > 0)) {
            throw new IllegalArgumentException(
                    "Feature " + feature.name() + " has deviation " + feature.deviation() + "; it must be more than 0");
        }
        return 1 / feature.deviation();
    }

    private static Map<String, Integer> index(List<String> vocabulary) {
        Map<String, Integer> indices = new HashMap<>();
        for (String value : vocabulary) {
            indices.putIfAbsent(value, 1 + indices.size());
        }
        return indices;
    }

    private static NumericValue numeric(String id, @Nullable ConversionTable table) {
        Optional<ConversionFeature> counted = ConversionFeature.find(id);
        if (counted.isPresent()) {
            if (table == null) {
                throw new IllegalArgumentException(
                        "The model reads " + id + ", and there are no counts to compute it from");
            }
            return counted.get().from(table);
        }
        for (NumericFamily family : NumericFamily.values()) {
            if (id.startsWith(family.prefix())) {
                return family.of(id.substring(family.prefix().length()));
            }
        }
        NumericFeature feature = find(NumericFeature.values(), id);
        return feature::value;
    }

    private static <E extends Enum<E>> E find(E[] catalogue, String name) {
        for (E feature : catalogue) {
            if (feature.name().toLowerCase(Locale.ROOT).equals(name)) {
                return feature;
            }
        }
        throw new IllegalArgumentException("The model reads a feature named '" + name
                + "', which this release does not compute. This release computes: "
                + Arrays.toString(catalogue).toLowerCase(Locale.ROOT)
                + (catalogue instanceof NumericFeature[] ? families() + ofTables() : ""));
    }
}
