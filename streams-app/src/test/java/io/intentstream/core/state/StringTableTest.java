package io.intentstream.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StringTableTest {
    private final StringTable numbers = new StringTable(128);

    @Test
    void shouldNumberTextsByFirstOccurrence() {
        // Given
        IntStream.range(0, 1000)
                .forEach(i -> assertThat(numbers.numberOf("text-" + i)).isEqualTo(-1));

        // When
        int[] again =
                IntStream.range(0, 1000).map(i -> numbers.numberOf("text-" + i)).toArray();

        // Then
        assertThat(again).isEqualTo(IntStream.range(0, 1000).toArray());
    }

    @Test
    void shouldDistinguishTextsWithTheSameHash() {
        // Given
        numbers.numberOf("Aa");
        numbers.numberOf("BB");

        // When, then
        assertThat(numbers.numberOf("BB")).isEqualTo(1);
        assertThat(numbers.numberOf("Aa")).isZero();
    }

    @Test
    void shouldForgetAllWhenCleared() {
        // Given
        numbers.numberOf("first");
        numbers.numberOf("second");

        // When
        numbers.clear();

        // Then
        assertThat(numbers.numberOf("second")).isEqualTo(-1);
        assertThat(numbers.numberOf("second")).isZero();
        assertThat(numbers.numberOf("first")).isEqualTo(-1);
    }
}
