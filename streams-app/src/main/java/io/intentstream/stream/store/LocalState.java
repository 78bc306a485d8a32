package io.intentstream.stream.store;

import io.intentstream.config.AppConfig;
import io.intentstream.files.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder in which Kafka Streams keeps an application's stores, {@code <task>/rocksdb/<store>}.
 *
 * @param folder the application's
 */
public record LocalState(Path folder) {
    private static final Logger LOG = LoggerFactory.getLogger(LocalState.class);

    public static LocalState of(AppConfig config) {
        return new LocalState(parent(config).resolve(config.applicationId()));
    }

    /** Kafka Streams' {@code state.dir}, in which it creates a folder for the application. */
    public static Path parent(AppConfig config) {
        return config.dataDir().resolve("streams");
    }

    /**
     * Deletes the state of tasks with a store that RocksDB cannot open; it is restored from the changelog. Such stores remain
     * after a kill while Kafka Streams deletes a task's state, which it does after every crash under exactly-once, and after
     * disk errors. Otherwise the engine would fail at every start. The caller must hold the folder's lock, and no task may run.
     *
     * @throws LocalStateException when the folder cannot be read or changed
     */
    public void deleteUnreadable() {
        RocksDB.loadLibrary(); // fails here where it cannot be loaded, and not in a stream thread
        for (Path task : folders(folder)) {
            for (Path store : folders(task.resolve("rocksdb"))) {
                String damage = damage(store);
                if (damage != null) {
                    LOG.warn(
                            "local state deleted, it will be restored task={} store={} cause={}",
                            task.getFileName(),
                            store.getFileName(),
                            damage);
                    delete(task);
                    break;
                }
            }
        }
    }

    /** Deletes the folder. */
    public void delete() {
        delete(folder);
    }

    /** Why a store does not open; null when it does. */
    private static @Nullable String damage(Path store) {
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try (Options options = new Options();
                DBOptions asItIs = new DBOptions()) {
            List<ColumnFamilyDescriptor> families = RocksDB.listColumnFamilies(options, store.toString()).stream()
                    .map(ColumnFamilyDescriptor::new)
                    .toList();
            if (families.isEmpty()) {
                // RocksDB does not throw when the list of column families cannot be read.
                return "CURRENT or the manifest that it names is missing";
            }
            try (RocksDB opened = RocksDB.openReadOnly(asItIs, store.toString(), families, handles)) {
                handles.forEach(ColumnFamilyHandle::close);
            }
            return null;
        } catch (RocksDBException e) {
            return e.getMessage();
        }
    }

    private static List<Path> folders(Path parent) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new LocalStateException("The local state in " + parent + " can't be read: " + e, e);
        }
    }

    private static void delete(Path folder) {
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            throw new LocalStateException("The local state in " + folder + " can't be deleted: " + e, e);
        }
    }
}
