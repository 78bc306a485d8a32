package io.intentstream.offline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReliabilityTest {
    private static final double LOG_ODDS_OF_A_FIFTH = Math.log(0.2 / 0.8);

    @Test
    void shouldMeasureLogLossAndBrierScore() {
        // Given
        Predictions predictions = predictions(new int[] {1, 0}, LOG_ODDS_OF_A_FIFTH, LOG_ODDS_OF_A_FIFTH);

        // When
        double logLoss = Reliability.logLoss(predictions);
        double brier = Reliability.brier(predictions);

        // Then
        assertThat(logLoss).isCloseTo(-(Math.log(0.2) + Math.log(0.8)) / 2, within(1e-12));
        assertThat(brier).isCloseTo((0.64 + 0.04) / 2, within(1e-12));
    }

    @Test
    void shouldKeepLogLossFiniteForExtremeScores() {
        // When
        double logLoss = Reliability.logLoss(predictions(new int[] {0, 1}, 1000, 1000));

        // Then
        assertThat(logLoss).isCloseTo(500, within(1e-9));
    }

    @Test
    void shouldFindNoCalibrationErrorWhereFrequencyIsProbability() {
        // Given
        double odds = LOG_ODDS_OF_A_FIFTH;
        Predictions right = predictions(new int[] {1, 0, 0, 0, 0}, odds, odds, odds, odds, odds);
        Predictions wrong = predictions(new int[] {1, 1, 1, 1, 1}, odds, odds, odds, odds, odds);

        // When
        double none = Reliability.calibrationError(right);

        // Then
        assertThat(none).isCloseTo(0, within(1e-12));
        assertThat(Reliability.calibrationError(wrong)).isCloseTo(0.8, within(1e-12));
    }

    private static Predictions predictions(int[] labels, double... logOdds) {
        return new Predictions(new int[labels.length], labels, logOdds);
    }
}
