package io.intentstream.offline.training.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.model.NetworkShape;
import io.intentstream.core.session.SessionCourse;
import io.intentstream.offline.training.data.SessionExample;
import io.intentstream.offline.training.data.SessionExample.Habits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogisticBaselineTest {
    @Test
    void shouldRecoverWeightsThatGeneratedTheData() {
        // Given: log-odds are 1.5 x - 1, and 2 more in category 2
        Random random = new Random(5);
        List<SessionExample> examples = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            float x = (float) random.nextGaussian();
            int category = 1 + random.nextInt(2);
            double odds = 1.5 * x - 1 + 2 * (category - 1);
            float label = random.nextDouble() < 1 / (1 + Math.exp(-odds)) ? 1 : 0;
            examples.add(new SessionExample("u" + i, List.of(event(x, category)), new float[] {label}));
        }

        // When
        LogisticBaseline model = LogisticBaseline.fit(examples, new NetworkShape(List.of(3), 1, 1, 1, 1), 0.01);

        // Then
        assertThat(model.logOdds(event(0, 1))).isCloseTo(-1, within(0.1));
        assertThat(model.logOdds(event(1, 1))).isCloseTo(0.5, within(0.1));
        assertThat(model.logOdds(event(0, 2))).isCloseTo(1, within(0.1));
    }

    @Test
    void shouldNotTakeMissingBrandForTheDataSetWithoutBrands() {
        // Given: the second data set names no brands, and its users buy more; brand 2 buys more than brand 1 by 1
        Random random = new Random(6);
        List<SessionExample> examples = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            int dataSet = random.nextInt(2);
            int brand = dataSet == 1 ? 0 : 1 + random.nextInt(2);
            double odds = -2 + 1.5 * dataSet + (brand == 2 ? 1 : 0);
            examples.add(example(event(0, brand), odds, dataSet, random));
        }

        // When
        LogisticBaseline model = LogisticBaseline.fit(examples, new NetworkShape(List.of(3), 1, 1, 1, 1), 1);

        // Then: a missing brand is as good as the mean of the brands, and the data sets differ by the rest
        float[] brands = model.categorical();
        assertThat(brands[0]).isZero();
        assertThat(brands[1] + brands[2]).isCloseTo(0, within(0.05f));
        assertThat(brands[2] - brands[1]).isCloseTo(1, within(0.15f));
        double[] offsets = model.offsets().logOdds();
        assertThat(offsets[1] - offsets[0]).isCloseTo(1, within(0.15));
        double events = examples.stream().mapToDouble(SessionExample::dataSet).sum();
        assertThat(offsets[0] * (20_000 - events) + offsets[1] * events).isCloseTo(0, within(1e-6));
    }

    @Test
    void shouldGiveMissingCategoryNoWeightWhereDataSetHasBoth() {
        // Given: what has no category buys more
        Random random = new Random(7);
        List<SessionExample> examples = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            int category = random.nextInt(3);
            examples.add(example(event(0, category), new double[] {1, -1, -2}[category], 0, random));
        }

        // When
        LogisticBaseline model = LogisticBaseline.fit(examples, new NetworkShape(List.of(3), 1, 1, 1, 1), 1);

        // Then: the weights of the categories do not carry it either
        float[] categories = model.categorical();
        assertThat(categories[0]).isZero();
        assertThat(categories[1] + categories[2]).isCloseTo(0, within(0.05f));
        assertThat(categories[1]).isGreaterThan(categories[2] + 0.5f);
        assertThat(model.offsets().logOdds()).isEmpty();
    }

    private static SessionExample example(FeatureVector event, double odds, int dataSet, Random random) {
        float label = random.nextDouble() < 1 / (1 + Math.exp(-odds)) ? 1 : 0;
        return new SessionExample(
                dataSet, "u", List.of(event), new float[] {label}, SessionCourse.ofLength(1), List.of(Habits.NONE), 1);
    }

    private static FeatureVector event(float x, int category) {
        return new FeatureVector(new float[] {x}, new int[] {category});
    }
}
