package io.intentstream.offline.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.intentstream.core.feature.CategoricalFeature;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.feature.NumericFeature;
import io.intentstream.core.model.IntentNetwork;
import io.intentstream.core.model.NetworkShape;
import io.intentstream.offline.stats.Predictions;
import io.intentstream.offline.training.data.SessionExample;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StageCalibrationTest {
    private static final FeatureSpec FEATURES = new FeatureSpec(
            List.of(
                    new FeatureSpec.Numeric(NumericFeature.LOG_INTERVAL.id(), 0, 1),
                    new FeatureSpec.Numeric(NumericFeature.LOG_EVENT_NUMBER.id(), 0, 1)),
            List.of(new FeatureSpec.Categorical(
                    CategoricalFeature.EVENT_TYPE.id(), List.of("VIEW_ITEM", "ADD_TO_CART", "VIEW_CART"), 0)));

    @Test
    void shouldBeRightAtEachStage() {
        // Given: log-odds that are right but for the session's length and the type of event
        List<SessionExample> sessions = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            double score = random.nextGaussian();
            float number = random.nextInt(3);
            int type = 1 + random.nextInt(2);
            double truth = 0.5 * score - 1 + 0.4 * number + (type == 2 ? 0.8 : 0);
            float label = random.nextDouble() < 1 / (1 + Math.exp(-truth)) ? 1 : 0;
            FeatureVector event = new FeatureVector(new float[] {random.nextFloat(), number}, new int[] {type});
            sessions.add(new SessionExample("user-" + i, List.of(event), new float[] {label}));
            scores.add(score);
        }
        Predictions predictions = new Predictions(
                new int[scores.size()],
                new int[scores.size()],
                scores.stream().mapToDouble(Double::doubleValue).toArray());

        // When
        StageCalibration calibration = StageCalibration.fit(FEATURES, sessions, predictions, length -> 1);

        // Then
        assertThat(calibration.slope()).isCloseTo(0.5, within(0.05));
        assertThat(calibration.numeric()[0]).isZero();
        assertThat(calibration.numeric()[1]).isCloseTo(0.4, within(0.06));
        assertThat(calibration.categorical()[2] - calibration.categorical()[1]).isCloseTo(0.8, within(0.1));
        assertThat(calibration.intercept() + calibration.categorical()[1]).isCloseTo(-1, within(0.1));
        assertThat(calibration.categorical()[3])
                .as("a view of the cart, which no session has")
                .isEqualTo(calibration.categorical()[2]);
    }

    @Test
    void shouldPutStageIntoLinearPart() {
        // Given
        IntentNetwork network = IntentNetwork.initial(NetworkShape.of(FEATURES, 2, 4, 3), 1);
        StageCalibration calibration =
                new StageCalibration(0.5, -1, new double[] {0, 0.4}, new double[] {0, 0.2, -0.2, 0});

        // When
        IntentNetwork changed = calibration.applyTo(network);

        // Then
        float[] before = network.weights().get("linear_numeric");
        float[] after = changed.weights().get("linear_numeric");
        assertThat(after[0]).isEqualTo(before[0]);
        assertThat(0.5f * (after[1] - before[1])).isCloseTo(0.4f, within(1e-6f));
        float[] types = changed.weights().get("linear_categorical");
        assertThat(0.5f * (types[2] - network.weights().get("linear_categorical")[2]))
                .isCloseTo(-0.2f, within(1e-6f));
        assertThat(changed.weights().get("weight_hh"))
                .isEqualTo(network.weights().get("weight_hh"));
    }
}
