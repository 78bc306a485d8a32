package io.intentstream.offline.training.network;

import io.intentstream.core.feature.CategoricalFeature;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.NumericFamily;
import io.intentstream.core.feature.NumericFeature;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Shows an event as a shop records it that does not name some property of its events. */
final class FeatureRemoval {
    private static final Set<CategoricalFeature> CATALOGUE =
            EnumSet.of(CategoricalFeature.CATEGORY, CategoricalFeature.BRAND);

    private static final Set<CategoricalFeature> PAGE_TYPES =
            EnumSet.of(CategoricalFeature.PAGE_TYPE, CategoricalFeature.PREVIOUS_PAGE);

    /** Missing without a page type. */
    private static final Set<NumericFeature> OF_PAGES = EnumSet.of(
            NumericFeature.PAGE_REPEATS,
            NumericFeature.SAME_PAGE,
            NumericFeature.SINCE_SAME_PAGE,
            NumericFeature.PAGE_STREAK,
            NumericFeature.PAGE_CHANGES,
            NumericFeature.PAGE_VARIETY);

    private final int[] categorical;
    private final Map<Integer, Float> numeric;

    private FeatureRemoval(FeatureSpec features, Set<CategoricalFeature> removed, Map<Integer, Float> numeric) {
        Set<String> names = removed.stream().map(CategoricalFeature::id).collect(Collectors.toSet());
        this.categorical = IntStream.range(0, features.categorical().size())
                .filter(i -> names.contains(features.categorical().get(i).name()))
                .toArray();
        this.numeric = numeric;
    }

    /** Removes the category and the brand. Features of the product and its price stay. */
    static FeatureRemoval ofCatalogue(FeatureSpec features) {
        return new FeatureRemoval(features, CATALOGUE, Map.of());
    }

    /** Removes the page type and all that is computed from page types. */
    static FeatureRemoval ofPageTypes(FeatureSpec features) {
        Map<Integer, Float> shown = new HashMap<>();
        List<FeatureSpec.Numeric> numbers = features.numeric();
        for (int i = 0; i < numbers.size(); i++) {
            FeatureSpec.Numeric feature = numbers.get(i);
            if (isOf(feature, NumericFamily.PAGE_COUNT) || isOf(feature, NumericFamily.PAGE_TIME)) {
                shown.put(i, feature.normalised(0));
            } else if (isOf(feature, NumericFamily.SINCE_PAGE)
                    || OF_PAGES.stream().anyMatch(page -> page.id().equals(feature.name()))) {
                shown.put(i, 0f);
            }
        }
        return new FeatureRemoval(features, PAGE_TYPES, shown);
    }

    private static boolean isOf(FeatureSpec.Numeric feature, NumericFamily family) {
        return feature.name().startsWith(family.id(""));
    }

    /** Changes an event's normalised numbers and category indices in place. */
    void apply(float[] numbers, int[] categories) {
        for (int i : categorical) {
            categories[i] = 0;
        }
        numeric.forEach((i, value) -> numbers[i] = value);
    }
}
