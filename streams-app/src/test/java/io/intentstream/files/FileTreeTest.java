package io.intentstream.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
    @TempDir
    Path folder;

    @Test
    void shouldDeleteFolderWithEverythingInIt() throws IOException {
        // Given
        Path tree = treeWithFiles();

        // When
        FileTree.delete(tree);

        // Then
        assertThat(tree).doesNotExist();
        assertThat(folder).exists();
    }

    @Test
    void shouldKeepWhatMatchesWithTheFoldersAroundIt() throws IOException {
        // Given
        Path tree = treeWithFiles();
        Path log = tree.resolve("log");

        // When
        FileTree.delete(tree, log::startsWith);

        // Then
        assertThat(tree).isDirectoryNotContaining(path -> !path.equals(log));
        assertThat(log).hasContent("log");
    }

    @Test
    void shouldDoNothingWhenFolderDoesNotExist() throws IOException {
        // When
        FileTree.delete(folder.resolve("absent"));

        // Then
        assertThat(folder).isEmptyDirectory();
    }

    private Path treeWithFiles() throws IOException {
        Path tree = Files.createDirectory(folder.resolve("tree"));
        Files.writeString(tree.resolve("log"), "log");
        Files.createDirectories(tree.resolve("deep/er"));
        Files.writeString(tree.resolve("deep/er/file"), "text");
        return tree;
    }
}
