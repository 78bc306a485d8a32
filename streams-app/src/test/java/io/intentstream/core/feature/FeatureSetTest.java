package io.intentstream.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.History;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.EventType;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureSetTest {
    private final History nothing = new History(EngineSettings.defaults());

    @Test
    void shouldNormaliseAndClipAndReplaceMissingByTheMean() {
        // Given
        FeatureSet features = new FeatureSet(new FeatureSpec(
                List.of(
                        new FeatureSpec.Numeric("log_price", StrictMath.log(100), 0.001),
                        new FeatureSpec.Numeric("session_start", 0.5, 0.25),
                        new FeatureSpec.Numeric("log_interval", 3, 1)),
                List.of()));

        // When
        FeatureVector vector = features.of(nothing, event("shoes", 10_000));

        // Then
        assertThat(vector.numeric()).containsExactly(8f, 2f, 0f);
        assertThat(vector.gaps()).isEqualTo(0b100);
    }

    @Test
    void shouldIndexKnownUnknownAndMissingValues() {
        // Given
        FeatureSpec.Categorical category = new FeatureSpec.Categorical("category", List.of("shoes", "hats"), 4);
        FeatureSet features = new FeatureSet(new FeatureSpec(List.of(), List.of(category)));

        // When
        int known = features.of(nothing, event("hats", 0)).categorical()[0];
        int unknown = features.of(nothing, event("boats", 0)).categorical()[0];
        int missing = features.of(nothing, event(null, 0)).categorical()[0];

        // Then
        assertThat(known).isEqualTo(2);
        assertThat(unknown).isBetween(3, category.size() - 1);
        assertThat(missing).isZero();
    }

    @Test
    void shouldRefuseUnknownFeature() {
        // Given
        FeatureSpec spec = new FeatureSpec(List.of(new FeatureSpec.Numeric("horoscope", 0, 1)), List.of());

        // When // Then
        assertThatThrownBy(() -> new FeatureSet(spec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'horoscope'")
                .hasMessageContaining("log_interval");
    }

    private static WindowEvent event(String category, long price) {
        return new WindowEvent(1, 0, EventType.VIEW_ITEM, null, category, null, price, null, 1, -1, null, null);
    }
}
