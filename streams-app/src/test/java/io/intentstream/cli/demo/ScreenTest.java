package io.intentstream.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private final StringWriter out = new StringWriter();

    @Test
    void shouldDrawProgressOverItselfWithoutWrappingOnATerminal() {
        // Given
        Screen screen = new Screen(new PrintWriter(out), true);

        // When
        screen.progress("1 of 2");
        screen.line("done");

        // Then
        assertThat(out).hasToString("\r\u001b[K\u001b[?7l1 of 2\u001b[?7h\r\u001b[Kdone" + System.lineSeparator());
    }

    @Test
    void shouldPrintNoControlCharactersWhereThereIsNoTerminal() {
        // Given
        Screen screen = new Screen(new PrintWriter(out), false);

        // When
        screen.progress("1 of 2");
        screen.line("user \u001b[2J");

        // Then
        assertThat(out).hasToString("user \uFFFD[2J" + System.lineSeparator());
    }
}
