package io.intentstream.stream.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class LocalStateTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"CURRENT", "MANIFEST-.*", ".*\\.sst"})
    void shouldDeleteTasksWhoseStoresMissAFile(String lost) throws IOException, RocksDBException {
        // Given
        writeStore("0_0", "users");
        writeStore("0_1", "parts");
        writeStore("0_1", "users");
        Files.writeString(folder.resolve("0_1/.checkpoint"), "0");
        try (Stream<Path> files = Files.list(store("0_1", "users"))) {
            for (Path file : files.filter(file -> file.getFileName().toString().matches(lost))
                    .toList()) {
                Files.delete(file);
            }
        }

        // When
        new LocalState(folder).deleteUnreadable();

        // Then
        assertThat(folder.resolve("0_1")).doesNotExist();
        assertThat(value("0_0", "users")).isEqualTo("value");
    }

    @Test
    void shouldKeepStateThatOpens() throws IOException, RocksDBException {
        // Given
        writeStore("0_0", "users");
        Files.writeString(folder.resolve("kafka-streams-process-metadata"), "{}");
        Files.createDirectories(folder.resolve("0_1"));
        List<Path> before = files();

        // When
        new LocalState(folder).deleteUnreadable();

        // Then
        assertThat(files()).isEqualTo(before);
        assertThat(value("0_0", "users")).isEqualTo("value");
    }

    @Test
    void shouldFindNothingToDeleteBeforeTheFirstStart() {
        // Given
        Path none = folder.resolve("none");

        // When
        new LocalState(none).deleteUnreadable();
        new LocalState(none).delete();

        // Then
        assertThat(none).doesNotExist();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }

    private void writeStore(String task, String name) throws IOException, RocksDBException {
        Files.createDirectories(store(task, name));
        withStore(task, name, (store, family) -> {
            store.put(family, "key".getBytes(UTF_8), "value".getBytes(UTF_8));
            try (FlushOptions toDisk = new FlushOptions().setWaitForFlush(true)) {
                store.flush(toDisk, family);
            }
            return null;
        });
    }

    private String value(String task, String name) throws RocksDBException {
        return withStore(task, name, (store, family) -> new String(store.get(family, "key".getBytes(UTF_8)), UTF_8));
    }

    /** Like Kafka Streams: with its own column family in addition to the default. */
    private String withStore(String task, String name, Use use) throws RocksDBException {
        List<ColumnFamilyDescriptor> families = List.of(
                new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY),
                new ColumnFamilyDescriptor("own".getBytes(UTF_8)));
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try (DBOptions options = new DBOptions().setCreateIfMissing(true).setCreateMissingColumnFamilies(true);
                RocksDB store = RocksDB.open(options, store(task, name).toString(), families, handles)) {
            try {
                return use.of(store, handles.get(1));
            } finally {
                handles.forEach(ColumnFamilyHandle::close);
            }
        }
    }

    private Path store(String task, String name) {
        return folder.resolve(task).resolve("rocksdb").resolve(name);
    }

    private interface Use {
        String of(RocksDB store, ColumnFamilyHandle family) throws RocksDBException;
    }
}
