package io.intentstream.core.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "30d, 2592000000",
        "24h, 86400000",
        "1h30m, 5400000",
        "1.5h, 5400000",
        "90s, 90000",
        "5ms, 5",
        "1000us, 1",
        "3000000ns, 3",
        "-1h, -3600000",
        "0s, 0",
        "36500d, 3153600000000"
    })
    void shouldReadDurations(String text, long millis) {
        // When
        long read = DurationText.millis(text);

        // Then
        assertThat(read).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "-", "h", "24", "1 h", "1h ", "1h-30m", "+1h", "1y", "P1D", "１h", "1e3s", "36501d", "1us", "1.5ms"
            })
    void shouldRefuseWhatIsNone(String text) {
        // When, Then
        assertThatThrownBy(() -> DurationText.millis(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "999, 0s",
        "-999, 0s",
        "1000, 1s",
        "59999, 59s",
        "60000, 1m",
        "61000, 1m1s",
        "3600000, 1h",
        "3900000, 1h5m",
        "3605000, 1h",
        "86400000, 1d",
        "90000000, 1d1h",
        "86460000, 1d",
        "-3900000, -1h5m"
    })
    void shouldWriteTheTwoLargestUnits(long millis, String expected) {
        // When
        String text = DurationText.of(millis);

        // Then
        assertThat(text).isEqualTo(expected);
    }
}
