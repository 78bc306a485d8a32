package io.intentstream.offline.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.feature.FeatureVector;
import io.intentstream.offline.training.data.SessionExample;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingSessionTest {
    private static final FeatureVector EVENT = new FeatureVector(new float[] {0}, new int[] {0});

    @Test
    void shouldMixTeachersProbabilitiesIntoEveryTarget() {
        // Given
        SessionExample session = new SessionExample("ann", List.of(EVENT, EVENT), new float[] {1, 0});

        // When
        TrainingSession taught = TrainingSession.of(
                        List.of(session), List.of(), List.of(new float[] {0.5f, 0.2f}), 0.25)
                .get(0);
        float[] first = taught.targets();
        taught.setTargets(new float[] {0, 1});

        // Then
        assertThat(first).containsExactly(0.875f, 0.05f);
        assertThat(taught.targets()).containsExactly(0.125f, 0.8f);
    }

    @Test
    void shouldHaveLabelsAsTargetsWithoutTeacher() {
        // Given
        SessionExample session = new SessionExample("ann", List.of(EVENT, EVENT), new float[] {1, 0});

        // When
        TrainingSession alone =
                TrainingSession.of(List.of(session), List.of(), List.of(), 0.25).get(0);

        // Then
        assertThat(alone.targets()).containsExactly(1, 0);
    }
}
