package io.intentstream.offline.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.session.SessionCourse;
import io.intentstream.offline.training.data.SessionExample;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LambdaReturnTest {
    private static final double LOG_ODDS_OF_A_QUARTER = Math.log(1.0 / 3);

    @Test
    void shouldMixOutcomeWithScoresOfLaterEventsOnly() {
        // Given: the scores of another session precede this one's
        SessionExample session = new SessionExample("u", events(3), new float[] {1, 1, 1});
        double[] logOdds = {9, 9, LOG_ODDS_OF_A_QUARTER, LOG_ODDS_OF_A_QUARTER};

        // When
        float[] targets = LambdaReturn.of(session, 0.8, logOdds, 1);

        // Then: 0.2 * 0.25 + 0.8 * 1, and once more with that
        assertThat(targets[2]).isEqualTo(1);
        assertThat(targets[1]).isCloseTo(0.85f, within(1e-6f));
        assertThat(targets[0]).isCloseTo(0.2f * 0.25f + 0.8f * 0.85f, within(1e-6f));
    }

    @Test
    void shouldTargetOneForEventBeforePurchase() {
        // Given
        SessionExample session = new SessionExample("u", events(3), new float[] {1, 0, 0}, buyingAt(1, 3), 1);

        // When
        float[] targets = LambdaReturn.of(session, 0.5, new double[] {-9, -9, LOG_ODDS_OF_A_QUARTER}, 0);

        // Then
        assertThat(targets).containsExactly(1, 0.125f, 0);
    }

    @Test
    void shouldEqualLabelsWithoutBootstrapping() {
        // Given
        SessionExample session = new SessionExample("u", events(4), new float[] {1, 1, 0, 0}, buyingAt(2, 4), 1);

        // When
        float[] targets = LambdaReturn.of(session, 1, new double[] {3, -2, 1, 5}, 0);

        // Then
        assertThat(targets).containsExactly(session.labels());
    }

    private static SessionCourse buyingAt(int purchase, int events) {
        boolean[] begun = new boolean[events];
        begun[purchase] = true;
        return new SessionCourse(begun, new boolean[events], purchase, purchase);
    }

    private static List<FeatureVector> events(int number) {
        return Collections.nCopies(number, new FeatureVector(new float[] {0}, new int[] {0}));
    }
}
