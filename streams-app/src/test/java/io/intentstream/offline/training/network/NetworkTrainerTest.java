package io.intentstream.offline.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.model.NetworkShape;
import io.intentstream.core.session.SessionCourse;
import io.intentstream.offline.training.baseline.LogisticBaseline;
import io.intentstream.offline.training.bundle.Scorers;
import io.intentstream.offline.training.data.SessionExample;
import io.intentstream.offline.training.data.SessionExample.Habits;
import io.intentstream.offline.training.data.TrainingOptions;
import io.intentstream.schema.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetworkTrainerTest {
    private static final TrainingOptions ONE_EPOCH = new TrainingOptions(
            Duration.ofMinutes(30),
            false,
            Set.of(),
            4,
            4,
            2,
            0.1,
            1e-3,
            0.01,
            0,
            1,
            0,
            0,
            128,
            1,
            1,
            false,
            false,
            null,
            7,
            0);
    private static final FeatureSpec FEATURES = new FeatureSpec(
            List.of(new FeatureSpec.Numeric("session_start", 0, 1)),
            List.of(new FeatureSpec.Categorical(
                    "event_type",
                    Arrays.stream(EventType.values()).map(Enum::name).toList(),
                    0)));

    @Test
    void shouldReportValidationLossWithOffsetsOfDataSets() {
        // Given: users of the second data set buy far more, and nothing else tells the data sets apart
        Random random = new Random(4);
        List<SessionExample> training = sessions(600, random);
        List<SessionExample> validation = sessions(200, random);
        LogisticBaseline regression = LogisticBaseline.fit(training, NetworkShape.of(FEATURES, 1), 1);
        List<NetworkTrainer.Epoch> epochs = new ArrayList<>();

        // When
        new NetworkTrainer(FEATURES, ONE_EPOCH, epochs::add, line -> {})
                .train(training, List.of(), List.of(), validation, regression);

        // Then
        double withOffsets = regression
                .offsets()
                .addTo(Scorers.baseline(regression, validation), validation)
                .logLoss();
        assertThat(epochs.get(0).validationLoss()).isCloseTo(withOffsets, within(1e-5));
        assertThat(epochs.get(0).validationLoss()).isLessThan(0.55);
        assertThat(epochs.get(1).validationLoss()).isLessThan(0.55);
    }

    /** Sessions of two views, of which a fifth or four fifths buy. */
    private static List<SessionExample> sessions(int number, Random random) {
        List<SessionExample> sessions = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            int dataSet = i % 2;
            float label = random.nextDouble() < (dataSet == 0 ? 0.2 : 0.8) ? 1 : 0;
            sessions.add(new SessionExample(
                    dataSet,
                    "u" + i,
                    List.of(view(1), view(0)),
                    new float[] {label, label},
                    SessionCourse.ofLength(2),
                    List.of(Habits.NONE, Habits.NONE),
                    1));
        }
        return sessions;
    }

    private static FeatureVector view(float sessionStart) {
        return new FeatureVector(new float[] {sessionStart}, new int[] {1 + EventType.VIEW_ITEM.ordinal()});
    }
}
