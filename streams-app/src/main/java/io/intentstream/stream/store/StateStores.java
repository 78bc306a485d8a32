package io.intentstream.stream.store;

import io.intentstream.core.state.StateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The engine's state stores: their names, and how Kafka Streams builds them. Those in RocksDB have changelogs, and
 * are cached, so that a busy user is written to the changelog once per commit and not once per batch.
 */
public final class StateStores {
    /** Users' encoded states, by {@link StateKey}. */
    public static final String USERS = "users";
    /** Users by the minute at which something about them may change without an event, see {@link DueIndex}. */
    public static final String DUE_USERS = "due-users";
    /** Ids of the users whose events are ignored. */
    public static final String IGNORED_USERS = "ignored-users";
    /** Parts of states that wait to be deleted, in memory alone. */
    public static final String DROPPED_PARTS = "dropped-parts";

    /** The clock of the task and the sizes of its audiences, see {@link AudienceStore}. */
    public static final String AUDIENCES = "audiences";

    private StateStores() {}

    /**
     * Builders of all stores.
     *
     * @param followTime whether anything is written when time passes without events; only then is there {@link #AUDIENCES}
     */
    public static List<StoreBuilder<?>> builders(boolean followTime) {
        List<StoreBuilder<?>> builders = new ArrayList<>(List.of(
                persistent(USERS, new StateKeySerde()),
                persistent(DUE_USERS, Serdes.ByteArray()),
                persistent(IGNORED_USERS, Serdes.String()),
                new PendingDeletes.PendingDeletesBuilder(DROPPED_PARTS)));
        if (followTime) {
            builders.add(persistent(AUDIENCES, Serdes.String()));
        }
        return builders;
    }

    /** Names of {@link #builders}. */
    public static String[] names(boolean followTime) {
        return builders(followTime).stream().map(StoreBuilder::name).toArray(String[]::new);
    }

    /** The topic from which the users' states are restored: the latest encoded state by user. */
    public static String usersChangelog(String applicationId) {
        return applicationId + "-" + USERS + "-changelog";
    }

    private static <K> StoreBuilder<KeyValueStore<K, byte[]>> persistent(String name, Serde<K> keys) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), keys, Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(Map.of());
    }
}
