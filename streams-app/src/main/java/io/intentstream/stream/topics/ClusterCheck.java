package io.intentstream.stream.topics;

import io.intentstream.config.AppConfig;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.kafka.KafkaErrorExplainer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Looks at the cluster before the stream starts, so that what is missing is said at once and in plain words. */
public final class ClusterCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** For the commands that are proposed; here no topic is made. */
    private static final TopicPlan.Sizing PROPOSED =
            new TopicPlan.Sizing(TopicPlan.USUAL_PARTITIONS, Optional.empty(), Optional.empty());

    private ClusterCheck() {}

    /**
     * Makes sure that the engine can run.
     *
     * @return partitions of the input: of the topic that has most
     * @throws ClusterException when the cluster can't be reached or its topics won't do
     */
    public static int verify(AppConfig config) {
        KafkaClients clients = KafkaClients.of(config).answeringWithin(PATIENCE);
        String servers = clients.bootstrapServers();
        try (Admin admin = clients.admin()) {
            TopicPlan plan = TopicPlan.of(servers, config.topics(), PROPOSED);
            List<TopicProblem> problems = plan.check(admin).stream()
                    .filter(problem -> matters(problem, config))
                    .toList();
            if (!problems.isEmpty()) {
                throw new ClusterException("The topics at " + servers + " won't do." + describe(problems));
            }
            return plan.inputPartitions(admin);
        } catch (KafkaException | ClusterException e) {
            throw unusable(servers, e);
        }
    }

    /** What to say when Kafka can't be used, whoever found out. */
    public static ClusterException unusable(String servers, RuntimeException failure) {
        return new ClusterException("Can't use Kafka at " + servers + ": " + message(failure), failure);
    }

    /** The repartition topic brings a user's events together, whatever the inputs' partitions. */
    private static boolean matters(TopicProblem problem, AppConfig config) {
        return config.inputKeyedByUser() || !(problem instanceof TopicProblem.UnequalInputs);
    }

    private static String describe(List<TopicProblem> problems) {
        String lines = problems.stream()
                .map(problem -> "\n  " + problem.message() + "\n    " + problem.remedy())
                .collect(Collectors.joining());
        return lines + "\nThe command 'intentstream topics' lists what is needed and can make it.";
    }

    private static String message(Throwable failure) {
        return failure instanceof KafkaException ? KafkaErrorExplainer.describe(failure) : failure.getMessage();
    }
}
