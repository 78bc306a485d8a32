package io.intentstream.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedFileTest {
    @TempDir
    Path folder;

    @Test
    void shouldReplaceFileOnlyWhenPublished() throws IOException {
        // Given
        Path target = Files.writeString(folder.resolve("part"), "old");
        StagedFile file = new StagedFile(target);
        Files.writeString(file.path(), "new");
        String before = Files.readString(target);

        // When
        file.publish();

        // Then
        assertThat(before).isEqualTo("old");
        assertThat(target).hasContent("new");
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(target));
    }
}
