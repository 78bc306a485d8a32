package io.intentstream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({"250ms, PT0.25S", "90 s, PT1M30S", "30m, PT30M", "24h, PT24H", "7d, PT168H", "PT2H, PT2H", "P1D, PT24H"
    })
    void shouldReadBothNotations(String text, String expected) {
        // When
        Duration duration = Durations.parse(text);

        // Then
        assertThat(duration).isEqualTo(Duration.parse(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1x", "h", "1.5h", "PT", "999999999999d"})
    void shouldQuoteInvalidDuration(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }
}
