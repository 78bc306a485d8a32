package io.intentstream.stream.store;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds RocksDB's memory for the whole process: all stores of all tasks share one block cache, which also holds index and
 * filter blocks, and one budget for write buffers, counted against the cache. Kafka's defaults apply to each store and task
 * and have no common bound.
 *
 * <p>Kafka Streams creates an instance for each store from the class name, so the shared parts are static. They are created
 * with the settings of the first store and kept until the process ends.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
    /** Bytes of the block cache. */
    public static final String CACHE_BYTES = "intentstream.rocksdb.cache.bytes";
    /** Bytes of all write buffers together. */
    public static final String WRITE_BUFFER_BYTES = "intentstream.rocksdb.write.buffer.bytes";

    private static final double SHARE_FOR_INDEX_AND_FILTERS = 0.1;
    private static final long BLOCK_BYTES = 8 * 1024;
    private static final long LARGEST_WRITE_BUFFER = 16L << 20;

    /**
     * Sorted runs before a compaction, twice RocksDB's default. States are written far more often than read from disk, and
     * for reads a Bloom filter skips the runs without the key.
     */
    private static final int RUNS_BEFORE_COMPACTION = 8;

    private static @Nullable Shared shared;

    private record Shared(Cache cache, WriteBufferManager writeBuffers, long limit) {}

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        long writeBufferBytes = bytes(configs, WRITE_BUFFER_BYTES);
        Shared all = shared(bytes(configs, CACHE_BYTES), writeBufferBytes);
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(all.cache())
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                .setPinTopLevelIndexAndFilter(true)
                .setBlockSize(BLOCK_BYTES);
        options.setTableFormatConfig(table);
        options.setLevel0FileNumCompactionTrigger(RUNS_BEFORE_COMPACTION);
        options.setWriteBufferManager(all.writeBuffers());
        options.setWriteBufferSize(Math.min(LARGEST_WRITE_BUFFER, writeBufferBytes));
    }

    /** The cache and the write buffers are shared and outlive the store. */
    @Override
    public void close(String storeName, Options options) {}

    /** Bytes that RocksDB holds in memory now, write buffers included; 0 before the first store. */
    public static synchronized long usedBytes() {
        return shared == null ? 0 : shared.cache().getUsage();
    }

    /** Limit of {@link #usedBytes}; 0 before the first store. */
    public static synchronized long limitBytes() {
        return shared == null ? 0 : shared.limit();
    }

    private static synchronized Shared shared(long cacheBytes, long writeBufferBytes) {
        if (shared == null) {
            RocksDB.loadLibrary();
            Cache cache = new LRUCache(cacheBytes + writeBufferBytes, -1, false, SHARE_FOR_INDEX_AND_FILTERS);
            shared = new Shared(cache, new WriteBufferManager(writeBufferBytes, cache), cacheBytes + writeBufferBytes);
        }
        return shared;
    }

    private static long bytes(Map<String, Object> configs, String key) {
        return Long.parseLong(String.valueOf(configs.get(key)));
    }
}
