package io.intentstream.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {

    @Test
    void shouldEscapeTerminalControlSequences() {
        // When
        String text = SafeText.of("shoes\u001b[2J\r\nuser\tadmin\u009b1m\u202e\u2028");

        // Then
        assertThat(text).isEqualTo("shoes\uFFFD[2J\uFFFD\uFFFDuser\uFFFDadmin\uFFFD1m\uFFFD\uFFFD");
    }

    @Test
    void shouldKeepTextOfAnyLanguage() {
        // When
        String text = SafeText.of("Schuhe № 7 · 鞋 · נעליים · 👟");

        // Then
        assertThat(text).isEqualTo("Schuhe № 7 · 鞋 · נעליים · 👟");
    }
}
