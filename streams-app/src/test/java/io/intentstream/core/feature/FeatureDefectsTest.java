package io.intentstream.core.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.feature.FeatureDefect.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeatureDefectsTest {
    private static final FeatureSpec SPEC = new FeatureSpec(
            List.of(new FeatureSpec.Numeric("log_price", 0, 1), new FeatureSpec.Numeric("log_interval", 0, 1)),
            List.of(
                    new FeatureSpec.Categorical("event_type", List.of("VIEW_ITEM", "VIEW_CART", "PURCHASE"), 0),
                    new FeatureSpec.Categorical("brand", List.of("acme"), 2)));

    private final FeatureDefects defects = new FeatureDefects(SPEC, Set.of("VIEW_ITEM", "PURCHASE"));

    @Test
    void shouldCountMissingAndUnknownValues() {
        // When
        Map<FeatureDefect, Integer> found = count(
                event(0b00, 1, 1), // nothing is wrong
                event(0b10, 1, 0), // no interval, no brand
                event(0b11, 2, 3), // no number, a type that training did not see, a brand that it did not see
                event(0b00, 3, 2)); // another such brand

        // Then
        assertThat(found)
                .containsExactly(
                        Map.entry(new FeatureDefect("log_price", Kind.MISSING), 1),
                        Map.entry(new FeatureDefect("log_interval", Kind.MISSING), 2),
                        Map.entry(new FeatureDefect("event_type", Kind.MISSING), 0),
                        Map.entry(new FeatureDefect("brand", Kind.MISSING), 1),
                        Map.entry(new FeatureDefect("event_type", Kind.UNKNOWN), 1),
                        Map.entry(new FeatureDefect("brand", Kind.UNKNOWN), 2));
    }

    @Test
    void shouldLeaveOutNumericFeaturesWhoseGapsAreNotKnown() {
        // Given: gaps are known of 64
        FeatureSpec wide = new FeatureSpec(
                IntStream.range(0, 70)
                        .mapToObj(i -> new FeatureSpec.Numeric("number" + i, 0, 1))
                        .toList(),
                SPEC.categorical());

        // When
        List<FeatureDefect> all = new FeatureDefects(wide, Set.of()).all();

        // Then
        assertThat(all).extracting(FeatureDefect::feature).contains("number63").doesNotContain("number64");
        assertThat(all).hasSize(64 + 2 * 2);
    }

    private Map<FeatureDefect, Integer> count(FeatureVector... events) {
        int[] found = new int[defects.all().size()];
        for (FeatureVector event : events) {
            defects.count(event, found);
        }
        Map<FeatureDefect, Integer> counts = new LinkedHashMap<>();
        IntStream.range(0, found.length).forEach(i -> counts.put(defects.all().get(i), found[i]));
        return counts;
    }

    private static FeatureVector event(long gaps, int type, int brand) {
        return new FeatureVector(new float[2], new int[] {type, brand}, gaps);
    }
}
