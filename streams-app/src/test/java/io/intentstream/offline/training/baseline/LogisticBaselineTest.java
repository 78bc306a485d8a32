package io.intentstream.offline.training.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.model.NetworkShape;
import io.intentstream.offline.training.data.SessionExample;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogisticBaselineTest {
    @Test
    void shouldRecoverWeightsThatGeneratedTheData() {
        // Given: log-odds are 1.5 x - 1, and 2 more in category 1
        Random random = new Random(5);
        List<SessionExample> examples = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            float x = (float) random.nextGaussian();
            int category = random.nextInt(2);
            double odds = 1.5 * x - 1 + 2 * category;
            float label = random.nextDouble() < 1 / (1 + Math.exp(-odds)) ? 1 : 0;
            examples.add(new SessionExample("u" + i, List.of(event(x, category)), new float[] {label}));
        }

        // When
        LogisticBaseline model = LogisticBaseline.fit(examples, new NetworkShape(List.of(2), 1, 1, 1, 1), 0.01);

        // Then
        assertThat(model.logOdds(event(0, 0))).isCloseTo(-1, within(0.1));
        assertThat(model.logOdds(event(1, 0))).isCloseTo(0.5, within(0.1));
        assertThat(model.logOdds(event(0, 1))).isCloseTo(1, within(0.1));
    }

    private static FeatureVector event(float x, int category) {
        return new FeatureVector(new float[] {x}, new int[] {category});
    }
}
