package io.intentstream.offline.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.feature.CategoricalFeature;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.feature.NumericFeature;
import io.intentstream.offline.training.data.SessionExample;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BoostingTeacherTest {
    private static final FeatureSpec FEATURES = new FeatureSpec(
            List.of(new FeatureSpec.Numeric(NumericFeature.LOG_INTERVAL.id(), 0, 1)),
            List.of(new FeatureSpec.Categorical(CategoricalFeature.EVENT_TYPE.id(), List.of("VIEW_ITEM"), 0)));

    @Test
    void shouldTeachWhatFollowsFromFeaturesAndNotTheOutcomesThemselves() {
        // Given: beyond a threshold 80 % of the sessions buy, below it 20 %
        List<SessionExample> sessions = sessions(3_000, new Random(1));

        // When
        List<float[]> taught = BoostingTeacher.probabilities(FEATURES, sessions, sessions(600, new Random(2)), 1);

        // Then
        assertThat(mean(sessions, taught, true, 1)).isBetween(0.7, 0.9);
        assertThat(mean(sessions, taught, false, 0)).isBetween(0.1, 0.3);
        assertThat(mean(sessions, taught, true, 1) - mean(sessions, taught, true, 0))
                .as("of the same features, by the outcome")
                .isBetween(-0.05, 0.05);
    }

    private static double mean(List<SessionExample> sessions, List<float[]> taught, boolean beyond, float label) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < sessions.size(); i++) {
            SessionExample session = sessions.get(i);
            if (session.events().get(0).numeric()[0] > 0 == beyond && session.labels()[0] == label) {
                sum += taught.get(i)[0];
                count++;
            }
        }
        return sum / count;
    }

    private static List<SessionExample> sessions(int number, Random random) {
        List<SessionExample> sessions = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            float value = (float) random.nextGaussian();
            float label = random.nextDouble() < (value > 0 ? 0.8 : 0.2) ? 1 : 0;
            FeatureVector event = new FeatureVector(new float[] {value}, new int[] {1});
            sessions.add(new SessionExample("user-" + i, List.of(event), new float[] {label}));
        }
        return sessions;
    }
}
