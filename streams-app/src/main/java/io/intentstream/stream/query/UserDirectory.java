package io.intentstream.stream.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.core.state.StateKey;
import io.intentstream.core.state.StoredState;
import io.intentstream.kafka.KeyPartitioning;
import io.intentstream.stream.store.StateStores;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/**
 * Finds users' states by Kafka Streams' interactive queries: on this instance, or by naming the instance that has them. It
 * queries only active, restored stores, so an instance that does not own a user's partition never answers "unknown".
 *
 * <p>A user is looked up in the partition of Kafka's default partitioner, and then in all others, because producers in
 * other languages may use another partitioner. Thread-safe.
 */
public final class UserDirectory {
    private static final int ATTEMPTS = 10;

    private final KafkaStreams streams;
    private final QueriedStores stores;
    private final int partitions;
    private final HostInfo here;

    /**
     * @param sources the topics that are co-partitioned with the users' store
     * @param partitions their number of partitions
     * @param server {@code host:port} of this instance, its {@code application.server}; null when it has none
     */
    public UserDirectory(KafkaStreams streams, Set<String> sources, int partitions, @Nullable String server) {
        this.streams = streams;
        this.partitions = partitions;
        this.here = host(server);
        this.stores = new QueriedStores(streams, sources, here);
    }

    /** This instance, as the others know it. */
    static HostInfo host(@Nullable String server) {
        return server == null ? HostInfo.unavailable() : HostInfo.buildFromEndpoint(server);
    }

    /** Looks up a user on all instances. */
    public UserLookup find(String userId) {
        try {
            KeyQueryMetadata owner =
                    streams.queryMetadataForKey(StateStores.USERS, new StateKey.Head(userId), byHash(partitions));
            if (owner == null || owner.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
                return new UserLookup.Unavailable("partitions are being assigned (engine " + state() + ")");
            }
            if (owner.activeHost().equals(HostInfo.unavailable())) {
                return new UserLookup.Unavailable(
                        "no instance with an HTTP server holds the user's partition " + owner.partition());
            }
            return owner.activeHost().equals(here)
                    ? inPartition(userId, owner.partition())
                    : new UserLookup.Elsewhere(
                            owner.activeHost().host(), owner.activeHost().port());
        } catch (StreamsException | IllegalStateException e) {
            return new UserLookup.Unavailable("the engine cannot be queried (" + state() + ")");
        }
    }

    /**
     * Kafka's default partitioning. Kafka Streams passes the number of partitions on instances with a server, which is too
     * small when an instance has none; so the number of all partitions is given here.
     */
    private static StreamPartitioner<StateKey, Object> byHash(int count) {
        return (topic, key, value, known) ->
                Optional.of(Set.of(KeyPartitioning.partitionOf(key.userId().getBytes(UTF_8), count)));
    }

    /** Looks up a user here; never returns {@link UserLookup.Elsewhere}, so that a request is forwarded at most once. */
    public UserLookup findHere(String userId) {
        UserLookup lookup = find(userId);
        return lookup instanceof UserLookup.Elsewhere
                ? new UserLookup.Unavailable("the user's partition has moved to another instance")
                : lookup;
    }

    /** Looks up a user in all of this instance's partitions, whatever the user's partition by hash. */
    public UserLookup findAmongOwn(String userId) {
        try {
            return amongOwn(userId);
        } catch (StreamsException | IllegalStateException e) {
            return new UserLookup.Unavailable("the engine cannot be queried (" + state() + ")");
        }
    }

    /** The other instances with a server. */
    public List<UserLookup.Elsewhere> others() {
        try {
            return streams.metadataForAllStreamsClients().stream()
                    .map(StreamsMetadata::hostInfo)
                    .filter(host -> !host.equals(here) && !host.equals(HostInfo.unavailable()))
                    .map(host -> new UserLookup.Elsewhere(host.host(), host.port()))
                    .toList();
        } catch (IllegalStateException e) {
            return List.of();
        }
    }

    private UserLookup inPartition(String userId, int partition) {
        UserLookup likely = among(userId, Set.of(partition));
        return likely instanceof UserLookup.Unknown ? amongOwn(userId) : likely;
    }

    private UserLookup amongOwn(String userId) {
        return among(userId, stores.ownPartitions());
    }

    /** The state may change during the read, and its former parts may be deleted: then it is read again. */
    private UserLookup among(String userId, Set<Integer> partitions) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Map<Integer, QueryResult<byte[]>> answers = query(new StateKey.Head(userId), partitions);
            Optional<Integer> owner = partitions.stream()
                    .filter(partition -> value(answers.get(partition)) != null)
                    .findFirst();
            if (owner.isEmpty()) {
                return partitions.stream()
                        .filter(partition -> QueriedStores.failed(answers.get(partition)))
                        .findFirst()
                        .<UserLookup>map(UserDirectory::moving)
                        .orElseGet(UserLookup.Unknown::new);
            }
            StoredState state =
                    StoredState.gather(userId, value(answers.get(owner.get())), key -> part(key, owner.get()));
            if (state != null) {
                return new UserLookup.Found(state);
            }
        }
        return new UserLookup.Unavailable("the user's state changes faster than it can be read");
    }

    private byte @Nullable [] part(StateKey key, int partition) {
        return value(query(key, Set.of(partition)).get(partition));
    }

    private static byte @Nullable [] value(@Nullable QueryResult<byte[]> answer) {
        return QueriedStores.failed(answer) ? null : answer.getResult();
    }

    private static UserLookup.Unavailable moving(int partition) {
        return new UserLookup.Unavailable(QueriedStores.moving(partition));
    }

    private Map<Integer, QueryResult<byte[]>> query(StateKey key, Set<Integer> partitions) {
        return stores.query(StateStores.USERS, KeyQuery.<StateKey, byte[]>withKey(key), partitions);
    }

    /** Why this instance cannot answer for all its partitions now; empty when it can. */
    public Optional<String> notReady() {
        if (streams.state() != State.RUNNING) {
            return Optional.of("the engine is " + state());
        }
        try {
            Set<Integer> own = stores.ownPartitions();
            Map<Integer, QueryResult<byte[]>> answers = query(new StateKey.Head(""), own);
            return own.stream()
                    .filter(partition -> QueriedStores.failed(answers.get(partition)))
                    .findFirst()
                    .map(QueriedStores::moving);
        } catch (StreamsException | IllegalStateException e) {
            return Optional.of("the engine cannot be queried (" + state() + ")");
        }
    }

    /** How many partitions the users are spread over. */
    public int partitions() {
        return partitions;
    }

    /** The current state of Kafka Streams. */
    public String state() {
        return streams.state().name();
    }
}
