package io.intentstream.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentEncodingTest {

    @ParameterizedTest
    @CsvSource({"müller, UTF-8", "größe.jsonl, utf-8", "who?, UTF-8", "muller, ANSI_X3.4-1968", "a=b, ISO-8859-1"})
    void shouldAcceptArgumentsThatWereReadAsTyped(String argument, String encoding) {
        assertThat(ArgumentEncoding.problem(new String[] {"user", argument}, encoding, new byte[0]))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "m??ller, ANSI_X3.4-1968",
        "m\uFFFD\uFFFDller, ANSI_X3.4-1968",
        "mÃ¼ller, ISO-8859-1",
        "m\uFFFDller, UTF-8"
    })
    void shouldRefuseArgumentsThatWereNotReadAsUtf8(String argument, String encoding) {
        assertThat(ArgumentEncoding.problem(new String[] {"user", argument}, encoding, new byte[0]))
                .hasValueSatisfying(problem -> assertThat(problem).contains("UTF-8", "LC_ALL"));
    }

    @Test
    void shouldAcceptReplacementCharacterThatWasTyped() {
        // Given
        byte[] typed = "java\0user\0m\uFFFDller\0".getBytes(StandardCharsets.UTF_8);
        byte[] latin = "java\0user\0m\u00fcller\0".getBytes(StandardCharsets.ISO_8859_1);
        String[] args = {"user", "m\uFFFDller"};

        // Then
        assertThat(ArgumentEncoding.problem(args, "UTF-8", typed)).isEmpty();
        assertThat(ArgumentEncoding.problem(args, "UTF-8", latin)).isNotEmpty();
    }
}
