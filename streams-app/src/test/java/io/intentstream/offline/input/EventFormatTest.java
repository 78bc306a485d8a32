package io.intentstream.offline.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFormatTest {

    @Test
    void shouldFindFormatIgnoringCase() {
        // Given
        String id = "ReeS46";

        // When
        EventFormat format = EventFormat.of(id);

        // Then
        assertThat(format).isEqualTo(EventFormat.REES46);
    }

    @ParameterizedTest
    @CsvSource({"jsonl, clickevent-json", "Avro, clickevent-avro"})
    void shouldNameTheNewNameOfARenamedFormat(String id, String newName) {
        // When // Then
        assertThatThrownBy(() -> EventFormat.of(id))
                .isInstanceOf(InputException.class)
                .hasMessage("The format " + id + " is now called " + newName);
    }

    @Test
    void shouldListAvailableFormats() {
        // Given
        String id = "xml";

        // When // Then
        assertThatThrownBy(() -> EventFormat.of(id))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "There is no format xml: choose one of clickevent-avro, clickevent-json, segment, ga4, snowplow, csv, taobao, rees46, clickstreamdmm");
    }
}
