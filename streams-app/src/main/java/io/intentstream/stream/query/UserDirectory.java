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
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/**
 * Finds users' states by Kafka Streams' interactive queries: here, or the instance that has them. It answers from active
 * and restored stores alone, so "unknown" is never said by an instance that does not own the user's partition.
 *
 * <p>Users are looked for where Kafka's default partitioner puts their ids, and then in all other partitions, since
 * producers of other languages may put them there. Safe for use by many threads.
 */
public final class UserDirectory {
    private static final int ATTEMPTS = 10;

    private final KafkaStreams streams;
    private final Set<String> sources;
    private final IntSupplier partitions;
    private final HostInfo here;

    /**
     * @param sources topics whose partitions are the store's
     * @param partitions how many partitions they have; 0 while that is not known
     * @param server {@code host:port} of this instance, as its {@code application.server}; null when it has none
     */
    public UserDirectory(KafkaStreams streams, Set<String> sources, IntSupplier partitions, @Nullable String server) {
        this.streams = streams;
        this.sources = sources;
        this.partitions = partitions;
        this.here = server == null ? HostInfo.unavailable() : HostInfo.buildFromEndpoint(server);
    }

    /** Looks for a user, wherever the user is. */
    public UserLookup find(String userId) {
        try {
            int count = partitions.getAsInt();
            if (count == 0) {
                return new UserLookup.Unavailable("the engine is starting");
            }
            KeyQueryMetadata owner =
                    streams.queryMetadataForKey(StateStores.USERS, new StateKey.Head(userId), byHash(count));
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
            return new UserLookup.Unavailable("the engine can't be asked (" + state() + ")");
        }
    }

    /**
     * Kafka's default partitioning, over the partitions that there are. Kafka Streams passes the number of those that
     * instances with a server hold, which is too small when one has none.
     */
    private static StreamPartitioner<StateKey, Object> byHash(int count) {
        return (topic, key, value, known) ->
                Optional.of(Set.of(KeyPartitioning.partitionOf(key.userId().getBytes(UTF_8), count)));
    }

    /** Looks for a user here; never {@link UserLookup.Elsewhere}, so that a question is passed on at most once. */
    public UserLookup findHere(String userId) {
        UserLookup lookup = find(userId);
        return lookup instanceof UserLookup.Elsewhere
                ? new UserLookup.Unavailable("the user's partition has moved on")
                : lookup;
    }

    /** Looks for a user in this instance's partitions, whichever the user ought to be in. */
    public UserLookup findAmongOwn(String userId) {
        try {
            return amongOwn(userId);
        } catch (StreamsException | IllegalStateException e) {
            return new UserLookup.Unavailable("the engine can't be asked (" + state() + ")");
        }
    }

    /** The other instances that have a server. */
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
        return among(userId, ownPartitions());
    }

    /** The state may change while it is read, and the parts of before be gone: then it is read again. */
    private UserLookup among(String userId, Set<Integer> partitions) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Map<Integer, QueryResult<byte[]>> answers = query(new StateKey.Head(userId), partitions);
            Optional<Integer> owner = partitions.stream()
                    .filter(partition -> value(answers.get(partition)) != null)
                    .findFirst();
            if (owner.isEmpty()) {
                return partitions.stream()
                        .filter(partition -> failed(answers.get(partition)))
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
        return failed(answer) ? null : answer.getResult();
    }

    private static boolean failed(@Nullable QueryResult<byte[]> answer) {
        return answer == null || answer.isFailure();
    }

    private static UserLookup.Unavailable moving(int partition) {
        return new UserLookup.Unavailable("partition " + partition + " is being restored or moved");
    }

    private Map<Integer, QueryResult<byte[]>> query(StateKey key, Set<Integer> partitions) {
        return streams.query(StateQueryRequest.inStore(StateStores.USERS)
                        .withQuery(KeyQuery.<StateKey, byte[]>withKey(key))
                        .withPartitions(partitions)
                        .requireActive())
                .getPartitionResults();
    }

    /** Partitions of the store that are this instance's, by the latest assignment. */
    private Set<Integer> ownPartitions() {
        return streams.streamsMetadataForStore(StateStores.USERS).stream()
                .filter(instance -> instance.hostInfo().equals(here))
                .map(StreamsMetadata::topicPartitions)
                .flatMap(Set::stream)
                .filter(partition -> sources.contains(partition.topic()))
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
    }

    /** Why this instance can't answer for all its partitions now; empty when it can. */
    public Optional<String> notReady() {
        if (streams.state() != State.RUNNING) {
            return Optional.of("the engine is " + state());
        }
        try {
            Set<Integer> own = ownPartitions();
            Map<Integer, QueryResult<byte[]>> answers = query(new StateKey.Head(""), own);
            return own.stream()
                    .filter(partition -> failed(answers.get(partition)))
                    .findFirst()
                    .map(partition -> moving(partition).reason());
        } catch (StreamsException | IllegalStateException e) {
            return Optional.of("the engine can't be asked (" + state() + ")");
        }
    }

    /** Where the engine is in its life, in Kafka Streams' words. */
    public String state() {
        return streams.state().name();
    }
}
