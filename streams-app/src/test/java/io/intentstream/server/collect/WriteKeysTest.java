package io.intentstream.server.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.config.AppConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteKeysTest {
    @TempDir
    private Path folder;

    private static WriteKeys keys(Map<String, String> settings) {
        return WriteKeys.of(AppConfig.of(settings).collector());
    }

    @Test
    void shouldReadKeysOfSettingAndFile() throws IOException {
        // Given
        Path file = folder.resolve("keys");
        Files.writeString(file, "# web\nfrom-file \n\n");

        // When
        WriteKeys keys =
                keys(Map.of("collector.write.keys", "first, second", "collector.write.keys.path", file.toString()));

        // Then
        assertThat(keys.isOpen()).isFalse();
        assertThat(keys.accepts("first")).isTrue();
        assertThat(keys.accepts("second")).isTrue();
        assertThat(keys.accepts("from-file")).isTrue();
        assertThat(keys.accepts("# web")).isFalse();
        assertThat(keys.accepts("")).isFalse();
    }

    @Test
    void shouldNameFileThatHasNoKeys() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("keys"), "# none\n");

        // When
        assertThatThrownBy(() -> keys(Map.of("collector.write.keys.path", file.toString())))

                // Then
                .hasMessageContaining("collector.write.keys.path: " + file)
                .hasMessageContaining("holds no key");
    }

    @Test
    void shouldNotShowKeys() {
        // When
        String text =
                AppConfig.of(Map.of("collector.write.keys", "first,second")).toString();

        // Then
        assertThat(text).contains("writeKeys=2").doesNotContain("first");
    }
}
