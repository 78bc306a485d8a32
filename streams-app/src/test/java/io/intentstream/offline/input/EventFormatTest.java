package io.intentstream.offline.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

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

    @Test
    void shouldListAvailableFormats() {
        // Given
        String id = "csv";

        // When // Then
        assertThatThrownBy(() -> EventFormat.of(id))
                .isInstanceOf(InputException.class)
                .hasMessage("There is no format csv: choose one of taobao, rees46, clickstreamdmm, jsonl, avro");
    }
}
