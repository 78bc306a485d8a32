package io.intentstream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.intentstream.core.audience.Audience;
import io.intentstream.core.audience.AudienceSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudienceFileTest {
    private static final String BUYERS = "audiences:\n- name: buyers\n  description: Käufer\n  when: orders > 0\n";

    @TempDir
    private Path folder;

    @Test
    void shouldReadAFileWithAByteOrderMark() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("a.yaml"), "\uFEFF" + BUYERS);

        // When
        AudienceSet set = AudienceFile.read(file);

        // Then
        assertThat(set.audiences()).extracting(Audience::description).containsExactly("Käufer");
    }

    @Test
    void shouldNameTheFileAndEveryProblem() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("a.yaml"), BUYERS.replace("orders", "order") + "  untl: true\n");

        // When
        InvalidConfigException e = failure(file);

        // Then
        assertThat(e.problems())
                .containsExactlyInAnyOrder(
                        file
                                + ", line 4, column 9: order is no variable or function of conditions; did you mean orders?",
                        file + ", line 5, column 3: untl is no field of an audience; did you mean until?");
    }

    @Test
    void shouldRefuseWhatIsNoFile() {
        assertThat(failure(folder)).hasMessage(folder + " is a folder; name a file of audiences in it");
        assertThat(failure(folder.resolve("x"))).hasMessage("there is no file of audiences " + folder.resolve("x"));
    }

    @Test
    void shouldRefuseAnotherEncoding() throws IOException {
        // Given
        Path file = Files.write(folder.resolve("a.yaml"), BUYERS.getBytes(StandardCharsets.ISO_8859_1));

        // When
        InvalidConfigException e = failure(file);

        // Then
        assertThat(e).hasMessage(file + " is not UTF-8; save it in this encoding");
    }

    @Test
    void shouldRefuseALargeFile() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("a.yaml"), BUYERS + "#".repeat(1 << 20));

        // When
        InvalidConfigException e = failure(file);

        // Then
        assertThat(e).hasMessage(file + " is larger than 1 MiB, the most for a file of audiences");
    }

    private static InvalidConfigException failure(Path file) {
        return catchThrowableOfType(InvalidConfigException.class, () -> AudienceFile.read(file));
    }
}
