package io.intentstream.offline.replay.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundTest {

    @Test
    void shouldReadNumberAsOffsetAndTimeAsTime() {
        // When
        Bound offset = Bound.parse("1200");
        Bound time = Bound.parse("2025-01-31T00:00:00Z");

        // Then
        assertThat(offset).isEqualTo(new Bound.AtOffset(1200));
        assertThat(time).isEqualTo(new Bound.AtTime(Instant.parse("2025-01-31T00:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "yesterday", "2025-01-31", "1234567890123456789"})
    void shouldRejectAnythingElseWithExamples(String text) {
        // When / Then
        assertThatThrownBy(() -> Bound.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is neither a time such as 2025-01-31T00:00:00Z nor an offset such as 1200");
    }
}
