package io.intentstream.offline.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.feature.TrainingShares;
import io.intentstream.core.session.SessionCourse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefectTallyTest {
    private static final FeatureSpec SPEC = new FeatureSpec(
            List.of(new FeatureSpec.Numeric("log_price", 0, 1)),
            List.of(
                    new FeatureSpec.Categorical("event_type", List.of("VIEW_ITEM", "VIEW_CART", "PURCHASE"), 0),
                    new FeatureSpec.Categorical("brand", List.of("acme"), 2)));

    @Test
    void shouldWeightSessionsAndNameEventTypesThatOccur() {
        // Given: four events, three of them in a session that represents three
        FeatureVector complete = event(0, 1, 1);
        SessionExample bought = new SessionExample("ann", List.of(event(1, 3, 0)), new float[1]);
        SessionExample thinned = new SessionExample(
                "bob", List.of(complete, complete, event(0, 1, 2)), new float[3], SessionCourse.ofLength(3), 3);

        // When
        TrainingShares shares = DefectTally.of(SPEC, List.of(bought, thinned));

        // Then
        assertThat(shares.missing()).isEqualTo(Map.of("log_price", 0.1, "event_type", 0.0, "brand", 0.1));
        assertThat(shares.unknown()).isEqualTo(Map.of("event_type", 0.0, "brand", 0.3));
        assertThat(shares.eventTypes()).containsExactly("PURCHASE", "VIEW_ITEM");
    }

    private static FeatureVector event(long gaps, int type, int brand) {
        return new FeatureVector(new float[1], new int[] {type, brand}, gaps);
    }
}
