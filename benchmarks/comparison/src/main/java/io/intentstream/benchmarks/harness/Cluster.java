package io.intentstream.benchmarks.harness;

import io.intentstream.benchmarks.contestant.Assignment;
import io.intentstream.config.AppConfig;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.stream.topics.TopicPlan;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * The broker, as the harness sees it.
 *
 * @param bootstrap address of the broker
 * @param registry URL of the schema registry
 * @param admin client of the broker
 */
record Cluster(String bootstrap, String registry, Admin admin) implements AutoCloseable {

    static Cluster connect(String bootstrap, String registry) {
        return new Cluster(bootstrap, registry, KafkaClients.at(bootstrap).admin());
    }

    Map<String, String> serdes() {
        return Map.of("schema.registry.url", registry);
    }

    void createTopics(Assignment assignment, int partitions) {
        AppConfig.Topics names = new AppConfig.Topics(
                List.of(assignment.input()),
                assignment.profiles(),
                assignment.intents(),
                assignment.deadLetters(),
                Optional.empty(),
                assignment.audiences().map(file -> assignment.audienceEvents()),
                assignment.audiences().map(file -> assignment.sessionOutcomes()),
                assignment.items().map(bundle -> assignment.recommendations()));
        TopicPlan.of(bootstrap, names, new TopicPlan.Sizing(partitions, Optional.of((short) 1), Optional.empty()))
                .create(admin);
    }

    /** Number of input records that a run has committed. */
    long committed(String group) {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        return offsets.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }

    /** Names of a run's topics with a suffix. */
    List<String> topics(String run, String suffix) {
        return await(admin.listTopics().names()).stream()
                .filter(topic -> topic.startsWith(run + "-") && topic.endsWith(suffix))
                .toList();
    }

    /** The end offset of each partition of the topics. */
    Map<TopicPartition, Long> ends(List<String> topics) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        await(admin.describeTopics(topics).allTopicNames())
                .forEach((topic, description) -> description
                        .partitions()
                        .forEach(partition ->
                                latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest())));
        Map<TopicPartition, Long> ends = new HashMap<>();
        await(admin.listOffsets(latest).all()).forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** Size in bytes of the logs of a run's topics with a suffix. */
    long logBytes(String run, String suffix) {
        return await(admin.describeLogDirs(List.of(1)).allDescriptions()).values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .map(LogDirDescription::replicaInfos)
                .flatMap(replicas -> replicas.entrySet().stream())
                .filter(replica -> replica.getKey().topic().startsWith(run + "-")
                        && replica.getKey().topic().endsWith(suffix))
                .mapToLong(replica -> replica.getValue().size())
                .sum();
    }

    /** Deletes the topics of a run. */
    void forget(String run) {
        await(admin.deleteTopics(topics(run, "")).all());
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new BenchmarkFailed("The broker failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw new BenchmarkFailed("Interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
