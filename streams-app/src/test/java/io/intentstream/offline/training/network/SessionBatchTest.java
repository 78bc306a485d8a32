package io.intentstream.offline.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.model.TorchRuntime;
import io.intentstream.core.session.SessionCourse;
import io.intentstream.offline.training.baseline.DataSetOffsets;
import io.intentstream.offline.training.data.SessionExample;
import io.intentstream.offline.training.data.SessionExample.Habits;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionBatchTest {
    private static final AuxiliaryTasks TASKS = new AuxiliaryTasks(0, 1, false);
    private static final int OUTPUTS = 1 + AuxiliaryTasks.endings() + TASKS.nextOutputs();

    @Test
    void shouldAddOffsetOfDataSetToEveryScore() {
        // Given: scores of 0; one session of two events in the first data set, one of three in the second
        List<TrainingSession> sessions =
                TrainingSession.of(List.of(session(2, 0), session(3, 1)), List.of(), List.of(), 0);
        DataSetOffsets offsets = new DataSetOffsets(new double[] {-0.6, 0.4});
        SessionBatch batch = new SessionBatch(
                sessions, session -> session.recorded().events(), TASKS, LengthWeight.of(sessions, 0), offsets::of);

        try (NDManager manager = TorchRuntime.newManager()) {
            // When
            NDArray scores = manager.zeros(new Shape(2, 3, OUTPUTS));
            float loss = batch.loss(scores).task().getFloat();

            // Then: no event is positive
            assertThat(loss)
                    .isCloseTo((float) (2 * Math.log1p(Math.exp(-0.6)) + 3 * Math.log1p(Math.exp(0.4))), within(1e-5f));
        }
    }

    private static SessionExample session(int events, int dataSet) {
        return new SessionExample(
                dataSet,
                "u",
                Collections.nCopies(events, new FeatureVector(new float[] {0}, new int[] {0})),
                new float[events],
                SessionCourse.ofLength(events),
                Collections.nCopies(events, Habits.NONE),
                1);
    }
}
