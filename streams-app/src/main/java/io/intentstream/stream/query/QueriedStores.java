package io.intentstream.stream.query;

import io.intentstream.stream.store.StateStores;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/** Queries this instance's stores, active and restored ones only. */
final class QueriedStores {
    private final KafkaStreams streams;
    private final Set<String> sources;
    private final HostInfo here;

    /**
     * @param sources the topics that are co-partitioned with the stores
     * @param here this instance
     */
    QueriedStores(KafkaStreams streams, Set<String> sources, HostInfo here) {
        this.streams = streams;
        this.sources = sources;
        this.here = here;
    }

    /** This instance's partitions, by the latest assignment. */
    Set<Integer> ownPartitions() {
        return streams.streamsMetadataForStore(StateStores.USERS).stream()
                .filter(instance -> instance.hostInfo().equals(here))
                .map(StreamsMetadata::topicPartitions)
                .flatMap(Set::stream)
                .filter(partition -> sources.contains(partition.topic()))
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
    }

    /** The answers by partition; use {@link #failed} before {@link QueryResult#getResult}. */
    <R> Map<Integer, QueryResult<R>> query(String store, Query<R> query, Set<Integer> partitions) {
        return streams.query(StateQueryRequest.inStore(store)
                        .withQuery(query)
                        .withPartitions(partitions)
                        .requireActive())
                .getPartitionResults();
    }

    static boolean failed(@Nullable QueryResult<?> answer) {
        return answer == null || answer.isFailure();
    }

    /** What to say of a partition whose query failed. */
    static String moving(int partition) {
        return "partition " + partition + " is being restored or moved";
    }

    /** The current state of Kafka Streams. */
    String state() {
        return streams.state().name();
    }
}
