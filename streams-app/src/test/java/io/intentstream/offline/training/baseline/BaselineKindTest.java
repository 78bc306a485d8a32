package io.intentstream.offline.training.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.session.Crop;
import io.intentstream.core.session.SessionCourse;
import io.intentstream.offline.stats.Metric;
import io.intentstream.offline.stats.MetricCalculator;
import io.intentstream.offline.stats.Ranking;
import io.intentstream.offline.training.data.EvaluationPoint;
import io.intentstream.offline.training.data.Sample;
import io.intentstream.offline.training.data.SessionExample;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BaselineKindTest {
    private static final FeatureSpec FEATURES = new FeatureSpec(
            List.of(new FeatureSpec.Numeric("log_interval", 0, 1), new FeatureSpec.Numeric("session_carts", 0, 1)),
            List.of(new FeatureSpec.Categorical("event_type", List.of("VIEW_ITEM", "ADD_TO_CART"), 0)));

    private final Sample training = sessions(1, 700);
    private final Sample validation = sessions(2, 300);
    private final Sample test = sessions(3, 500);

    @ParameterizedTest
    @EnumSource(names = "RFM", mode = EnumSource.Mode.EXCLUDE)
    void shouldLearnFromThePreviousEventWhoBuys(BaselineKind kind) {
        // When
        double[] logOdds = kind.fit(FEATURES, training, validation, 1).logOdds(test);

        // Then: an ideal model reaches about 0.87, and half of that comes from the last event
        double auroc = Ranking.auroc(test.predictions(logOdds));
        assertThat(auroc).isGreaterThan(kind == BaselineKind.LAST_EVENT ? 0.6 : 0.8);
        MetricCalculator calculator = new MetricCalculator(test.predictions(logOdds), 0.5, 0.9);
        assertThat(calculator.metrics()[Metric.CALIBRATION_ERROR.ordinal()]).isLessThan(0.08);
    }

    @ParameterizedTest
    @EnumSource
    void shouldReturnSameScoresForSameSeed(BaselineKind kind) {
        // When
        double[] first = kind.fit(FEATURES, training, validation, 5).logOdds(test);
        double[] second = kind.fit(FEATURES, training, validation, 5).logOdds(test);

        // Then
        assertThat(first).containsExactly(second);
    }

    @ParameterizedTest
    @EnumSource(names = "RFM")
    void shouldScoreEarlierBuyersHigher(BaselineKind kind) {
        // When
        double[] logOdds = kind.fit(FEATURES, training, validation, 1).logOdds(test);

        // Then: half of the buyers have bought before, and one in ten of the others
        assertThat(Ranking.auroc(test.predictions(logOdds))).isCloseTo(0.7, within(0.07));
    }

    /** Sessions of four events. Users who add to the cart mostly buy, and each event reveals a part of that. */
    private static Sample sessions(long seed, int count) {
        Random random = new Random(seed);
        List<SessionExample> sessions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int label = random.nextDouble() < 0.3 ? 1 : 0;
            SessionExample.Habits habits = habits(random.nextDouble() < (label == 1 ? 0.5 : 0.1));
            List<FeatureVector> events = new ArrayList<>();
            for (int event = 0; event < 4; event++) {
                boolean cart = random.nextDouble() < (label == 1 ? 0.6 : 0.25);
                float interval = (float) (random.nextGaussian() + (label == 1 ? 0.6 : 0));
                events.add(new FeatureVector(new float[] {interval, cart ? 1 : 0}, new int[] {cart ? 2 : 1}));
            }
            sessions.add(new SessionExample(
                    0,
                    "user" + i,
                    events,
                    new float[] {label, label, label, label},
                    SessionCourse.ofLength(4),
                    List.of(habits, habits, habits, habits),
                    1));
        }
        return Sample.of(sessions, new EvaluationPoint.LastVisible(new Crop(0)));
    }

    private static SessionExample.Habits habits(boolean bought) {
        return bought ? new SessionExample.Habits(5, 3, 9_900) : SessionExample.Habits.NONE;
    }
}
