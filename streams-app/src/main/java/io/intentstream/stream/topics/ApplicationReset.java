package io.intentstream.stream.topics;

import io.intentstream.config.AppConfig;
import io.intentstream.stream.store.LocalState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Deletes what an application of Kafka Streams leaves in the cluster and on disk, and measures how much of its input is
 * unread. For streams that run once, such as a replay's.
 *
 * @param config the stream's settings
 * @param admin a client of the cluster
 */
public record ApplicationReset(AppConfig config, Admin admin) {

    /**
     * The input of a stream that runs once.
     *
     * @param ends for each input partition, the offset after its last committed record
     * @param records upper bound of the number of records
     */
    public record UnreadInput(Map<TopicPartition, Long> ends, long records) {}

    /** The input up to its current end. */
    public UnreadInput backlog() throws InterruptedException {
        Map<TopicPartition, Long> begins = offsets(OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = offsets(OffsetSpec.latest());
        long records = ends.entrySet().stream()
                .mapToLong(end -> end.getValue() - begins.get(end.getKey()))
                .sum();
        ends.entrySet().removeIf(end -> end.getValue().equals(begins.get(end.getKey())));
        return new UnreadInput(ends, records);
    }

    private Map<TopicPartition, Long> offsets(OffsetSpec which) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (TopicDescription topic : answer(
                        admin.describeTopics(config.inputTopics()).allTopicNames())
                .values()) {
            topic.partitions()
                    .forEach(partition -> wanted.put(new TopicPartition(topic.name(), partition.partition()), which));
        }
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Map<TopicPartition, ListOffsetsResultInfo> found =
                answer(admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all());
        found.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    /** Records of the backlog that the group has not committed yet. */
    public long left(UnreadInput backlog) throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed =
                answer(admin.listConsumerGroupOffsets(config.applicationId()).partitionsToOffsetAndMetadata());
        return backlog.ends().entrySet().stream()
                .mapToLong(end -> {
                    OffsetAndMetadata done = committed.get(end.getKey());
                    return Math.max(0, end.getValue() - (done == null ? 0 : done.offset()));
                })
                .sum();
    }

    /**
     * Deletes the group, the internal topics and the local state. Inputs and outputs stay.
     *
     * @throws ClusterException when the stream is still running, and nothing was deleted, or when the cluster refuses
     * @throws io.intentstream.stream.store.LocalStateException when the local state cannot be deleted
     */
    public void delete() throws InterruptedException {
        try {
            answer(admin.deleteConsumerGroups(List.of(config.applicationId())).all());
        } catch (ClusterException e) {
            if (e.getCause() instanceof GroupNotEmptyException) {
                throw new ClusterException(
                        "Group " + config.applicationId()
                                + " still has members: another replay of that name is running, or"
                                + " was killed less than a minute ago. Wait until it ends, or use another prefix",
                        e);
            }
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
        String prefix = config.applicationId() + "-";
        List<String> internal = answer(admin.listTopics().names()).stream()
                .filter(topic ->
                        topic.startsWith(prefix) && (topic.endsWith("-changelog") || topic.endsWith("-repartition")))
                .toList();
        answer(admin.deleteTopics(internal).all());
        LocalState.of(config).delete();
    }

    private static <T> T answer(KafkaFuture<T> result) throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new ClusterException(
                    "The cluster refuses to describe or to delete the application's group and topics ("
                            + e.getCause().getMessage() + "): check the permissions",
                    e.getCause());
        } catch (InterruptException e) {
            throw new InterruptedException(e.getMessage());
        }
    }
}
