package io.intentstream.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StringInternerTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "shoes", "caf\u00e9", "\u00e9", "\u978b", "\ud83d\udc5f 42", "a\u0000b"})
    void shouldReturnSameObjectForEqualTexts(String text) {
        // Given
        String first = StringInterner.shared(new String(text));

        // When
        String fromText = StringInterner.shared(new String(text));
        String fromBytes = read("<" + text + ">", 1, 1);

        // Then
        assertThat(first).isEqualTo(text);
        assertThat(fromText).isSameAs(first);
        assertThat(fromBytes).isSameAs(first);
    }

    @Test
    void shouldDistinguishTextsInTheSameSlot() {
        // Given: "Aa" and "BB" have the same hash.
        StringInterner.shared("Aa");

        // When, then
        assertThat(read("BB", 0, 0)).isEqualTo("BB");
        assertThat(read("Aa", 0, 0)).isEqualTo("Aa");
        assertThat(StringInterner.shared("BB")).isEqualTo("BB");
    }

    @Test
    void shouldReturnEveryTextBeyondItsCapacity() {
        // When, then
        IntStream.range(0, 100_000)
                .forEach(i -> assertThat(read("item-" + i, 0, 0)).isEqualTo("item-" + i));
    }

    @Test
    void shouldReturnNullForNull() {
        // When, then
        assertThat(StringInterner.shared(null)).isNull();
    }

    private static String read(String text, int before, int behind) {
        byte[] bytes = text.getBytes(UTF_8);
        return StringInterner.shared(bytes, before, bytes.length - before - behind);
    }
}
