package io.intentstream.core.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.intentstream.core.model.AdditiveModel;
import io.intentstream.schema.Band;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreCalibratorTest {
    private final ScoreCalibrator calibrator = new ScoreCalibrator(new AdditiveModel(Map.of()).manifest());

    @ParameterizedTest
    @CsvSource({"0, LOW", "0.1999, LOW", "0.2, MEDIUM", "0.6999, MEDIUM", "0.7, HIGH", "1, HIGH"})
    void shouldStartBandsAtTheThresholds(double probability, Band band) {
        assertThat(calibrator.band(probability)).isEqualTo(band);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.5", "1, 0.8808", "-1, 0.1192", "0.00001, 0.5", "-50, 0", "50, 1"})
    void shouldCalibrateAndRoundProbability(float logit, double probability) {
        assertThat(calibrator.probability(logit)).isEqualTo(probability);
    }

    @Test
    void shouldReplaceFailedScoreByBaseRate() {
        assertThat(calibrator.probability(Float.NaN)).isEqualTo(0.25);
        assertThat(calibrator.logOdds(Float.NaN)).isCloseTo(Math.log(1.0 / 3), within(1e-12));
    }
}
