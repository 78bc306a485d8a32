package io.intentstream.stream.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.feature.FeatureDefect;
import io.intentstream.core.feature.FeatureDefect.Kind;
import io.intentstream.core.feature.TrainingShares;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingSkewTest {
    private static final FeatureDefect TYPES = new FeatureDefect("event_type", Kind.UNKNOWN);
    private static final FeatureDefect BRANDS = new FeatureDefect("brand", Kind.UNKNOWN);
    private static final FeatureDefect NO_BRAND = new FeatureDefect("brand", Kind.MISSING);
    private static final TrainingShares TRAINING =
            new TrainingShares(Map.of("brand", 0.25), Map.of("event_type", 0.0, "brand", 0.1), List.of("VIEW_ITEM"));
    private static final TrainingSkew START = TrainingSkew.none(totals(0, 0, 0, 0));

    @Test
    void shouldFindNothingInStreamThatIsLikeTraining() {
        // When: each share is nearly beyond its margin
        TrainingSkew skew = START.after(totals(10_000, 99, 3_990, 5_490), TRAINING);

        // Then
        assertThat(skew.found()).isEmpty();
        assertThat(skew.since().events()).isEqualTo(10_000);
    }

    @Test
    void shouldFindEachDefectThatIsClearlyMoreFrequent() {
        // When
        TrainingSkew skew = START.after(totals(10_000, 110, 4_100, 6_000), TRAINING);

        // Then: the greatest difference comes first
        assertThat(skew.found())
                .containsExactly(
                        new SkewedFeature(NO_BRAND, 0.25, 0.6),
                        new SkewedFeature(BRANDS, 0.1, 0.41),
                        new SkewedFeature(TYPES, 0, 0.011));
        assertThat(skew.found().get(0)).hasToString("missing brand 60.0% (training 25.0%)");
    }

    @Test
    void shouldWaitForEnoughEvents() {
        // When
        TrainingSkew early = START.after(totals(4_999, 4_999, 0, 0), TRAINING);
        TrainingSkew enough = early.after(totals(5_000, 5_000, 0, 0), TRAINING);

        // Then
        assertThat(early).isSameAs(START);
        assertThat(enough.found()).extracting(SkewedFeature::defect).containsExactly(TYPES);
    }

    @Test
    void shouldCompareTheEventsOfOneWindow() {
        // Given: nothing was wrong with a million events
        TrainingSkew before = START.after(totals(1_000_000, 0, 0, 0), TRAINING);

        // When: of the next ten thousand a half has no brand
        TrainingSkew after = before.after(totals(1_010_000, 0, 0, 5_600), TRAINING);

        // Then
        assertThat(after.found()).containsExactly(new SkewedFeature(NO_BRAND, 0.25, 0.56));
        assertThat(after.notIn(before)).isEqualTo(after.found());
        assertThat(before.notIn(after)).isEmpty();
    }

    @Test
    void shouldEndWhenHalfOfTheMarginIsNoLongerExceeded() {
        // Given
        TrainingSkew begun = START.after(totals(10_000, 0, 0, 6_000), TRAINING);

        // When: 45 %, then 39 % have no brand
        TrainingSkew less = begun.after(totals(20_000, 0, 0, 10_500), TRAINING);
        TrainingSkew ended = less.after(totals(30_000, 0, 0, 14_400), TRAINING);

        // Then
        assertThat(less.found()).extracting(SkewedFeature::defect).containsExactly(NO_BRAND);
        assertThat(less.notIn(begun)).isEmpty();
        assertThat(ended.found()).isEmpty();
        assertThat(less.notIn(ended)).extracting(SkewedFeature::defect).containsExactly(NO_BRAND);
    }

    @Test
    void shouldNotCompareWhatTrainingDidNotCount() {
        // Given
        TrainingShares types = new TrainingShares(Map.of(), Map.of("event_type", 0.0), List.of("VIEW_ITEM"));

        // When
        TrainingSkew skew = START.after(totals(10_000, 200, 10_000, 10_000), types);

        // Then
        assertThat(skew.found()).extracting(SkewedFeature::defect).containsExactly(TYPES);
    }

    private static FeatureTotals totals(long events, long types, long brands, long noBrand) {
        return new FeatureTotals(events, Map.of(TYPES, types, BRANDS, brands, NO_BRAND, noBrand));
    }
}
