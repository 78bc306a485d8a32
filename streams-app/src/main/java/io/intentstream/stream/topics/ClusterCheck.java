package io.intentstream.stream.topics;

import io.intentstream.config.AppConfig;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.kafka.KafkaErrorExplainer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Checks the cluster before the stream starts, so that missing topics are reported at once and in plain words. */
public final class ClusterCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** For the proposed commands; no topic is created here. */
    private static final TopicPlan.Sizing PROPOSED =
            new TopicPlan.Sizing(TopicPlan.USUAL_PARTITIONS, Optional.empty(), Optional.empty());

    private ClusterCheck() {}

    /**
     * Checks that the engine can run on the cluster.
     *
     * @return the number of partitions that users are spread over
     * @throws ClusterException when the cluster cannot be reached or its topics do not match the configuration
     */
    public static int verify(AppConfig config) {
        KafkaClients clients = KafkaClients.of(config).answeringWithin(PATIENCE);
        String servers = clients.bootstrapServers();
        try (Admin admin = clients.admin()) {
            TopicPlan plan = TopicPlan.of(config, PROPOSED);
            List<TopicProblem> problems = plan.check(admin);
            if (!problems.isEmpty()) {
                throw new ClusterException(
                        "The topics at " + servers + " do not match the configuration." + describe(problems));
            }
            return plan.usersPartitions(admin).orElseThrow();
        } catch (KafkaException | ClusterException e) {
            throw unusable(servers, e);
        }
    }

    /** An exception for a cluster that cannot be used; its message names the servers and the reason. */
    public static ClusterException unusable(String servers, RuntimeException failure) {
        return new ClusterException("Kafka at " + servers + " cannot be used: " + message(failure), failure);
    }

    private static String describe(List<TopicProblem> problems) {
        String lines = problems.stream()
                .map(problem -> "\n  " + problem.message() + "\n    " + problem.remedy())
                .collect(Collectors.joining());
        return lines + "\nThe command 'intentstream topics' lists the topics and can create them.";
    }

    private static @Nullable String message(Throwable failure) {
        return failure instanceof KafkaException ? KafkaErrorExplainer.describe(failure) : failure.getMessage();
    }
}
