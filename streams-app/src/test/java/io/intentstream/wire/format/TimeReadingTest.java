package io.intentstream.wire.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeReadingTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MS  | 1769857200000                     | 2026-01-31T11:00:00Z
            MS  | "1769857200000"                   | 2026-01-31T11:00:00Z
            MS  | 1769857200000.9                   | 2026-01-31T11:00:00Z
            S   | 1769857200                        | 2026-01-31T11:00:00Z
            S   | "1769857200.25"                   | 2026-01-31T11:00:00.250Z
            US  | 1769857200000999                  | 2026-01-31T11:00:00Z
            US  | -1                                | 1969-12-31T23:59:59.999Z
            ISO | "2026-01-31T12:00:00Z"            | 2026-01-31T12:00:00Z
            ISO | "2026-01-31T12:00:00.123456789Z"  | 2026-01-31T12:00:00.123Z
            ISO | "2026-01-31T12:00:00+01:00"       | 2026-01-31T11:00:00Z
            ISO | "2026-01-31T12:00:00-0530"        | 2026-01-31T17:30:00Z
            ISO | "2026-01-31 12:00:00.5 UTC"       | 2026-01-31T12:00:00.500Z
            ISO | "2026-01-31 12:00"                | 2026-01-31T11:00:00Z
            ISO | "2026-07-31 12:00"                | 2026-07-31T10:00:00Z
            ISO | "2026-01-31"                      | 2026-01-30T23:00:00Z
            """)
    void shouldReadTime(EpochUnit unit, String json, Instant time) throws Exception {
        // Given
        JsonNode value = new ObjectMapper().readTree(json);

        // When
        long millis = new TimeReading(unit, ZoneId.of("Europe/Berlin")).millis(value);

        // Then
        assertThat(Instant.ofEpochMilli(millis)).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ISO | 1769857200000
            ISO | "1769857200"
            MS  | "noon"
            MS  | ""
            MS  | true
            MS  | {}
            MS  | 99999999999999999999
            S   | 999999999999999999
            MS  | "2026-13-01T00:00:00Z"
            MS  | "2026-02-29T00:00:00Z"
            MS  | "2026-01-31T24:00:00Z"
            MS  | "2026-01-31T12:60:00Z"
            MS  | "2026-01-31T12:00:0"
            MS  | "2026-01-31T12:00:00."
            MS  | "2026-01-31T12:00:00+1"
            MS  | "2026-01-31T12:00:00 CEST"
            MS  | "2026-01-31T"
            MS  | "31.01.2026 12:00"
            MS  | "+999999999-12-31T23:59:59Z"
            """)
    void shouldRefuseWhatIsNoTime(EpochUnit unit, String json) throws Exception {
        // Given
        JsonNode value = new ObjectMapper().readTree(json);

        // When
        long millis = new TimeReading(unit, ZoneId.of("Europe/Berlin")).millis(value);

        // Then
        assertThat(millis).isEqualTo(TimeReading.NONE);
    }
}
