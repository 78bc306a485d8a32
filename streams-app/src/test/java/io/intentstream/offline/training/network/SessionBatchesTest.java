package io.intentstream.offline.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.intentstream.core.feature.FeatureVector;
import io.intentstream.offline.training.data.SessionExample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SessionBatchesTest {
    private final List<TrainingSession> sessions = sessions();

    @Test
    void shouldHoldEverySessionOnceInBatchesOfAboutTheSameNumberOfEvents() {
        // When
        List<List<TrainingSession>> batches = SessionBatches.draw(sessions, 64, new Random(1));

        // Then: the last session may exceed the number, and one batch holds the rest
        assertThat(batches.stream().flatMap(List::stream).toList()).containsExactlyInAnyOrderElementsOf(sessions);
        assertThat(batches).filteredOn(batch -> events(batch) < 64).hasSizeLessThanOrEqualTo(1);
        assertThat(batches).allMatch(batch -> events(batch) < 64 + 20);
    }

    @Test
    void shouldJoinSessionsOfSimilarLength() {
        // When
        List<List<TrainingSession>> batches = SessionBatches.draw(sessions, 64, new Random(1));

        // Then
        assertThat(batches).allSatisfy(batch -> {
            IntSummaryStatistics lengths =
                    batch.stream().mapToInt(TrainingSession::length).summaryStatistics();
            assertThat(lengths.getMax() - lengths.getMin()).isLessThanOrEqualTo(4);
        });
    }

    @Test
    void shouldWeighEventsByTheLengthOfTheirSession() {
        // When
        LengthWeight byEvent = LengthWeight.of(sessions, 0);
        LengthWeight bySession = LengthWeight.of(sessions, 1);

        // Then: the mean weight of all events is 1
        assertThat(byEvent.of(3)).isEqualTo(1);
        assertThat(20 * bySession.of(20)).isEqualTo(2 * bySession.of(2), within(1e-4f));
        double weights = sessions.stream()
                .mapToDouble(session -> session.length() * bySession.of(session.length()))
                .sum();
        assertThat(weights).isEqualTo(events(sessions), within(0.01));
    }

    private static int events(List<TrainingSession> sessions) {
        return sessions.stream().mapToInt(TrainingSession::length).sum();
    }

    private static List<TrainingSession> sessions() {
        List<SessionExample> examples = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int length = 1 + i % 20;
            examples.add(new SessionExample(
                    "u" + i,
                    Collections.nCopies(length, new FeatureVector(new float[] {0}, new int[] {0})),
                    new float[length]));
        }
        return TrainingSession.of(examples, List.of(), List.of(), 0);
    }
}
