package io.intentstream.stream.store;

import io.intentstream.config.ProcessingGuarantee;
import io.intentstream.core.state.StateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Parts of states that no head names any longer, until they may be deleted. With transactions, a commit is restored
 * completely or not at all, so a part can be deleted immediately. Without them, a crash may restore any head since the last
 * commit: the record cache writes keys in another order than the engine, and RocksDB may be ahead of the changelog. So a part
 * waits until a commit has followed the head that no longer names it. Parts that wait when the engine ends stay in the store,
 * unused, until their user is deleted.
 *
 * <p>Implemented as a state store because only stores are notified of commits. The content is in memory only.
 */
public final class PendingDeletes implements StateStore {
    private final List<StateKey> waiting = new ArrayList<>();
    private final List<StateKey> deletable = new ArrayList<>();
    private final String name;
    private boolean transactional;
    private boolean open;

    private PendingDeletes(String name) {
        this.name = name;
    }

    /** Adds a part that the head just written no longer names. */
    void add(StateKey part) {
        (transactional ? deletable : waiting).add(part);
    }

    /** Removes a user whose parts are all deleted: a later state of the user may use the same numbers. */
    void forget(String userId) {
        waiting.removeIf(part -> part.userId().equals(userId));
        deletable.removeIf(part -> part.userId().equals(userId));
    }

    /** Passes on each part that may be deleted now, once. */
    void release(Consumer<StateKey> delete) {
        if (!deletable.isEmpty()) {
            deletable.forEach(delete);
            deletable.clear();
        }
    }

    /** Called after a commit; with transactions only after the last one. */
    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        deletable.addAll(waiting);
        waiting.clear();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        Object guarantee = context.appConfigs().get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG);
        transactional = ProcessingGuarantee.EXACTLY_ONCE_V2.kafkaName().equals(guarantee);
        context.register(root, (key, value) -> {});
        open = true;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() {
        waiting.clear();
        deletable.clear();
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Builds a store without changelog and cache. */
    public record PendingDeletesBuilder(String name) implements StoreBuilder<PendingDeletes> {
        @Override
        public PendingDeletes build() {
            return new PendingDeletes(name);
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }

        @Override
        public StoreBuilder<PendingDeletes> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<PendingDeletes> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<PendingDeletes> withLoggingEnabled(Map<String, String> config) {
            throw new UnsupportedOperationException("changelog of " + name);
        }

        @Override
        public StoreBuilder<PendingDeletes> withLoggingDisabled() {
            return this;
        }
    }
}
