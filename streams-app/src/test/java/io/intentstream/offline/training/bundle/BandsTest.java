package io.intentstream.offline.training.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.model.ModelManifest.Thresholds;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BandsTest {

    @ParameterizedTest
    @CsvSource({"0.1, 0.1429, 0.3077", "0.5, 0.6, 0.8", "0.001, 0.0015, 0.004"})
    void shouldSetBandsByOddsBesideThoseOfBaseRate(double baseRate, double medium, double high) {
        // When
        Thresholds thresholds = Bands.thresholds(baseRate);

        // Then
        assertThat(thresholds).isEqualTo(new Thresholds(medium, high));
    }
}
