package io.intentstream.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {

    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    @Test
    void shouldMatchReferenceInRepository() throws IOException {
        // Given
        String committed = Files.readString(PAGE);

        // When
        String generated = ConfigReference.markdown();

        // Then
        assertThat(committed)
                .as("write it again: ./intentstream config-reference docs/configuration.md")
                .isEqualTo(generated);
    }

    @Test
    void shouldNameEverySetting() {
        // Given
        String[] names = Settings.all().stream()
                .map(setting -> "| `" + setting.name() + "` |")
                .toArray(String[]::new);

        // When
        String generated = ConfigReference.markdown();

        // Then
        assertThat(generated).contains(names);
    }
}
