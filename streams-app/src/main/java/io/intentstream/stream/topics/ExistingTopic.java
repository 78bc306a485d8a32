package io.intentstream.stream.topics;

import io.intentstream.config.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;

/**
 * A topic as it is in the cluster.
 *
 * @param name its name
 * @param partitions its number of partitions
 * @param replicas copies of each partition; the smallest number of all partitions
 * @param minInsyncReplicas copies that must confirm a write
 * @param cleanupPolicy its {@code cleanup.policy}
 * @param retention how long it keeps records after their timestamp; empty means for ever
 */
public record ExistingTopic(
        String name,
        int partitions,
        int replicas,
        int minInsyncReplicas,
        String cleanupPolicy,
        Optional<Duration> retention) {

    /**
     * Describes existing topics.
     *
     * @param names of topics that exist
     * @return the topics by name
     * @throws ClusterException when the cluster does not answer or refuses
     */
    public static Map<String, ExistingTopic> describe(Admin admin, Collection<String> names) {
        Map<String, TopicDescription> topics =
                answer("The topics", admin.describeTopics(names).allTopicNames());
        Map<ConfigResource, Config> settings = answer(
                "The topics' settings",
                admin.describeConfigs(names.stream()
                                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                                .toList())
                        .all());
        Map<String, ExistingTopic> described = new TreeMap<>();
        settings.forEach((resource, values) -> described.put(resource.name(), of(topics.get(resource.name()), values)));
        return described;
    }

    private static ExistingTopic of(TopicDescription topic, Config settings) {
        String policy = settings.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
        long retention =
                Long.parseLong(settings.get(TopicConfig.RETENTION_MS_CONFIG).value());
        return new ExistingTopic(
                topic.name(),
                topic.partitions().size(),
                topic.partitions().stream()
                        .mapToInt(partition -> partition.replicas().size())
                        .min()
                        .orElse(0),
                Integer.parseInt(
                        settings.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value()),
                policy,
                retention < 0 || !policy.contains(TopicConfig.CLEANUP_POLICY_DELETE)
                        ? Optional.empty()
                        : Optional.of(Duration.ofMillis(retention)));
    }

    /**
     * How many brokers the cluster has.
     *
     * @throws ClusterException when the cluster does not answer
     */
    public static int brokers(Admin admin) {
        return answer("The cluster", admin.describeCluster().nodes()).size();
    }

    private static <T> T answer(String what, KafkaFuture<T> result) {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw ClusterException.of(what + " cannot be described", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /**
     * What an operator should know, although the engine can run.
     *
     * @param brokers brokers of the cluster
     * @param grace how late an event may come
     */
    public List<String> notes(int brokers, Duration grace) {
        List<String> notes = new ArrayList<>();
        if (minInsyncReplicas > replicas) {
            notes.add("Topic %s has min.insync.replicas=%d and replication factor %d: no write to it can be confirmed"
                    .formatted(name, minInsyncReplicas, replicas));
        }
        if (replicas == 1 && brokers > 1) {
            notes.add("Topic %s has replication factor 1 on %d brokers: its records are lost with one broker's disk"
                    .formatted(name, brokers));
        }
        retention
                .filter(kept -> kept.compareTo(grace) < 0)
                .ifPresent(kept -> notes.add(
                        "Topic %s keeps records for %s, less than window.grace=%s: late events may be deleted before they are read"
                                .formatted(name, Durations.text(kept), Durations.text(grace))));
        return notes;
    }
}
