package io.intentstream.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {

    @Test
    void shouldDeleteTemporaryFolder() throws IOException {
        // Given
        DemoFolder folder = DemoFolder.at(null);
        Files.writeString(folder.path().resolve("demo.log"), "a line");

        // When
        folder.close();

        // Then
        assertThat(folder.path()).doesNotExist();
    }

    @Test
    void shouldKeepOnlyTheLogThatAMessageNames() throws IOException {
        // Given
        DemoFolder folder = DemoFolder.at(null);
        Path log = Files.writeString(folder.path().resolve("demo.log"), "a line");
        Files.writeString(folder.path().resolve("state"), "bytes");

        // When
        String message = folder.explained("the engine failed", null).getMessage();
        folder.close();

        // Then
        assertThat(message).isEqualTo("the engine failed (log: " + log + ")");
        assertThat(folder.path().toFile().list()).containsExactly("demo.log");
        Files.delete(log);
        Files.delete(folder.path());
    }

    @Test
    void shouldKeepFolderOfTheUser(@TempDir Path own) throws IOException {
        // Given
        DemoFolder folder = DemoFolder.at(own);

        // When
        folder.close();

        // Then
        assertThat(own).exists();
    }
}
