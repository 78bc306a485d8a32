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
 * Parts of states that no head names any longer, until they may be deleted. Transactions bring back all writes of a commit
 * or none, so there they may go at once. Without, a crash may bring back any head since the latest commit, since the record
 * cache writes each key in the place of its last write, and RocksDB may be ahead of the changelog; so there a part waits
 * until a commit has followed the head that dropped it. What waits when the engine ends stays in the store, unused, until
 * its user goes.
 *
 * <p>A state store because Kafka Streams tells nobody else of commits. What it holds is in memory alone.
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

    /** Takes a part that the head just written names no more. */
    void add(StateKey part) {
        (transactional ? deletable : waiting).add(part);
    }

    /** Forgets a user whose parts are all deleted: those of a later state may have the same numbers. */
    void forget(String userId) {
        waiting.removeIf(part -> part.userId().equals(userId));
        deletable.removeIf(part -> part.userId().equals(userId));
    }

    /** Hands out, once, each part that may be deleted now. */
    void release(Consumer<StateKey> delete) {
        if (!deletable.isEmpty()) {
            deletable.forEach(delete);
            deletable.clear();
        }
    }

    /** Called when a commit is done. Not with transactions, but for the last one. */
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

    /** Has no changelog, and nothing to cache. */
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
