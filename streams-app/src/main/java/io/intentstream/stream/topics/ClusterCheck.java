package io.intentstream.stream.topics;

import io.intentstream.config.AppConfig;
import io.intentstream.kafka.KafkaErrorExplainer;
import io.intentstream.stream.StreamFailedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** Looks at the cluster before the stream starts, so that what is missing is said at once and in plain words. */
public final class ClusterCheck {
    private static final int TIMEOUT_MS = 20_000;
    /** For the commands that are proposed; here no topic is made. */
    private static final TopicPlan.Sizing PROPOSED =
            new TopicPlan.Sizing(TopicPlan.USUAL_PARTITIONS, Optional.empty(), Optional.empty());

    private ClusterCheck() {}

    /**
     * Makes sure that the engine can run.
     *
     * @return partitions of the input: of the topic that has most
     * @throws StreamFailedException when the cluster can't be reached or its topics won't do
     */
    public static int verify(AppConfig config) {
        Map<String, Object> settings = new TreeMap<>(config.adminSettings());
        settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        settings.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS / 2);
        String servers = String.valueOf(settings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
        try (Admin admin = Admin.create(settings)) {
            TopicPlan plan = plan(config, servers);
            List<TopicProblem> problems = plan.check(admin).stream()
                    .filter(problem -> matters(problem, config))
                    .toList();
            if (!problems.isEmpty()) {
                throw new StreamFailedException("The topics at " + servers + " won't do." + describe(problems));
            }
            return plan.inputPartitions(admin);
        } catch (KafkaException | TopicsUnreachableException e) {
            throw unusable(servers, e);
        }
    }

    /** What to say when Kafka can't be used, whoever found out. */
    public static StreamFailedException unusable(String servers, RuntimeException failure) {
        return new StreamFailedException("Can't use Kafka at " + servers + ": " + message(failure), failure);
    }

    private static TopicPlan plan(AppConfig config, String servers) {
        return TopicPlan.of(servers, TopicPlan.TopicNames.of(config.topics()), PROPOSED);
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
