package io.intentstream.stream.query;

import io.intentstream.core.state.Memberships;
import io.intentstream.core.state.StateKey;
import io.intentstream.core.state.UserState;
import io.intentstream.stream.store.StateStores;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Finds members of audiences in the stores of this instance's partitions, as of the latest commit. Thread-safe.
 */
public final class MemberDirectory {
    /** Most users that one search of members looks at. */
    static final int MOST_HEADS = 100_000;

    private final QueriedStores stores;

    /**
     * @param sources the topics that are co-partitioned with the stores
     * @param server {@code host:port} of this instance, its {@code application.server}; null when it has none
     */
    public MemberDirectory(KafkaStreams streams, Set<String> sources, @Nullable String server) {
        this.stores = new QueriedStores(streams, sources, UserDirectory.host(server));
    }

    /**
     * Looks for members of an audience here, in the order of the ids' code points. It looks at no more than {@value
     * #MOST_HEADS} users, so it may find fewer than there are. One search runs at a
     * time, since it reads the stream's stores.
     *
     * @param id of the audience, see {@link io.intentstream.core.audience.Audience#id}
     * @param after only users after this one; empty for all
     * @param limit most members
     * @throws QueryException when a partition is being moved or restored
     */
    public synchronized MembersPart find(int id, String after, int limit) {
        List<AutoCloseable> open = new ArrayList<>();
        try {
            Map<Integer, Iterator<MemberScan.Head>> heads = new HashMap<>();
            Set<Integer> own = stores.ownPartitions();
            Map<Integer, QueryResult<KeyValueIterator<StateKey, byte[]>>> answers =
                    stores.query(StateStores.USERS, from(after), own);
            for (int partition : own) {
                QueryResult<KeyValueIterator<StateKey, byte[]>> answer = answers.get(partition);
                if (QueriedStores.failed(answer)) {
                    throw new QueryException(QueriedStores.moving(partition));
                }
                open.add(answer.getResult());
                heads.put(partition, new Heads(answer.getResult(), after));
            }
            return MemberScan.search(heads, head -> since(head, id), limit, MOST_HEADS);
        } catch (StreamsException | IllegalStateException e) {
            throw notQueryable();
        } finally {
            open.forEach(MemberDirectory::close);
        }
    }

    /** Reads only the front of a head. One that cannot be read has no members; its user's next event says what is wrong. */
    private static long since(byte[] head, int id) {
        try {
            Memberships memberships = UserState.membershipsOf(head);
            int place = memberships.indexOf(id);
            return place < 0 ? MemberScan.NO_MEMBER : memberships.since(place);
        } catch (IllegalStateException unreadable) {
            return MemberScan.NO_MEMBER;
        }
    }

    /** Heads alone: they come before all parts. Kafka Streams takes no range with one bound when keys have a serde of their own. */
    private static RangeQuery<StateKey, byte[]> from(String after) {
        return RangeQuery.withRange(new StateKey.Head(after), StateKey.firstPart(""));
    }

    private QueryException notQueryable() {
        return new QueryException("the engine cannot be queried (" + stores.state() + ")");
    }

    private static void close(AutoCloseable iterator) {
        try {
            iterator.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The heads of a store after one of them. */
    private static final class Heads implements Iterator<MemberScan.Head> {
        private final KeyValueIterator<StateKey, byte[]> values;
        private final String after;
        private MemberScan.@Nullable Head next;

        private Heads(KeyValueIterator<StateKey, byte[]> values, String after) {
            this.values = values;
            this.after = after;
            advance();
        }

        private void advance() {
            next = null;
            while (next == null && values.hasNext()) {
                KeyValue<StateKey, byte[]> value = values.next();
                if (!(value.key instanceof StateKey.Head head)) {
                    return;
                }
                if (!head.userId().equals(after)) {
                    next = new MemberScan.Head(head.userId(), value.value);
                }
            }
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public MemberScan.Head next() {
            MemberScan.Head head = next;
            advance();
            return head;
        }
    }
}
