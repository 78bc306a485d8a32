package io.intentstream.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir
    Path folder;

    @Test
    void shouldCreateFolderAndRefuseSecondOwner() throws IOException {
        // Given
        Path file = folder.resolve("new/lock");
        try (FolderLock first = FolderLock.tryTake(file).orElseThrow()) {
            // When
            Optional<FolderLock> second = FolderLock.tryTake(file);

            // Then
            assertThat(first).isNotNull();
            assertThat(second).isEmpty();
        }
    }

    @Test
    void shouldAcceptNextOwnerAfterTheFirstHasClosed() throws IOException {
        // Given
        Path file = folder.resolve("lock");
        FolderLock.tryTake(file).orElseThrow().close();

        // When
        Optional<FolderLock> second = FolderLock.tryTake(file);

        // Then
        assertThat(second).isPresent();
        second.get().close();
    }
}
