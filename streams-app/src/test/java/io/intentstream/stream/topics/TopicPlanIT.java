package io.intentstream.stream.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.intentstream.config.AppConfig;
import io.intentstream.config.AppConfig.ControlTopics;
import io.intentstream.stream.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TopicPlanIT {
    private static final Optional<Short> ONE_COPY = Optional.of((short) 1);

    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    private static Admin admin;

    @BeforeAll
    static void startBroker() {
        admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
    }

    @AfterAll
    static void stopBroker() {
        admin.close();
    }

    @Test
    void shouldCreateMissingTopicsAndReportNoProblemAfterwards() throws Exception {
        // Given
        TopicPlan plan = plan("fresh", Optional.empty());
        List<TopicProblem> before = plan.check(admin);

        // When
        List<String> created = plan.create(admin);

        // Then
        assertThat(before)
                .hasSize(10)
                .allSatisfy(problem -> assertThat(problem).isInstanceOf(TopicProblem.MissingTopic.class));
        assertThat(created)
                .containsExactly(
                        "fresh-web",
                        "fresh-app",
                        "fresh-profiles",
                        "fresh-intents",
                        "fresh-dlq",
                        "fresh-control",
                        "fresh-receipts",
                        "fresh-audience-events",
                        "fresh-session-outcomes",
                        "fresh-recommendations");
        assertThat(plan.check(admin)).isEmpty();
        assertThat(setting("fresh-profiles", "cleanup.policy")).isEqualTo("compact");
        assertThat(setting("fresh-recommendations", "cleanup.policy")).isEqualTo("compact");
        assertThat(setting("fresh-web", "retention.ms")).isEqualTo("-1");
        assertThat(setting("fresh-intents", "retention.ms")).isEqualTo("-1");
        assertThat(setting("fresh-control", "retention.ms")).isEqualTo("2592000000");
        assertThat(setting("fresh-dlq", "max.message.bytes")).isEqualTo("2097152");
    }

    @Test
    void shouldCreateNothingWhenTopicsExist() {
        // Given
        TopicPlan plan = plan("twice", Optional.empty());
        plan.create(admin);

        // When
        List<String> created = plan.create(admin);

        // Then
        assertThat(created).isEmpty();
    }

    @Test
    void shouldReportUncompactedProfileTopicAndUnequalInputs() throws Exception {
        // Given
        cluster.createTopic("odd-web", 3, Map.of());
        cluster.createTopic("odd-app", 2, Map.of());
        cluster.createTopic("odd-profiles", 3, Map.of());
        TopicPlan plan = plan("odd", Optional.empty());

        // When
        List<TopicProblem> problems = plan.check(admin);

        // Then
        assertThat(problems)
                .extracting(TopicProblem::message)
                .containsExactly(
                        "Topic odd-profiles has cleanup.policy=delete, but needs compact",
                        "Topic odd-intents (intents) does not exist",
                        "Topic odd-dlq (dead letters) does not exist",
                        "Topic odd-control (requests) does not exist",
                        "Topic odd-receipts (receipts) does not exist",
                        "Topic odd-audience-events (audience events) does not exist",
                        "Topic odd-session-outcomes (session outcomes) does not exist",
                        "Topic odd-recommendations (recommendations) does not exist",
                        "The input topics have different numbers of partitions: odd-app has 2, odd-web has 3");
        assertThat(problems.get(0).remedy())
                .isEqualTo(
                        "kafka-configs.sh --bootstrap-server " + cluster.bootstrapServers()
                                + " --alter --entity-type topics --entity-name odd-profiles --add-config cleanup.policy=compact");
        assertThat(problems.get(1).remedy())
                .isEqualTo("kafka-topics.sh --bootstrap-server " + cluster.bootstrapServers()
                        + " --create --topic odd-intents --partitions 3 --replication-factor 1"
                        + " --config cleanup.policy=delete --config message.timestamp.after.max.ms=9223372036854775807"
                        + " --config retention.ms=-1");
    }

    @Test
    void shouldCreateControlTopicWithPartitionCountOfExistingInput() throws Exception {
        // Given
        cluster.createTopic("wide-web", 5, Map.of());
        cluster.createTopic("wide-app", 5, Map.of());

        // When
        plan("wide", Optional.empty()).create(admin);

        // Then
        assertThat(admin.describeTopics(List.of("wide-control"))
                        .allTopicNames()
                        .get()
                        .get("wide-control")
                        .partitions())
                .hasSize(5);
    }

    @Test
    void shouldReportControlTopicWithOtherPartitionCountThanInput() throws Exception {
        // Given
        cluster.createTopic("narrow-control", 2, Map.of());
        TopicPlan plan = plan("narrow", Optional.empty());
        plan.create(admin);

        // When
        List<TopicProblem> problems = plan.check(admin);

        // Then
        assertThat(problems)
                .extracting(TopicProblem::message, TopicProblem::remedy)
                .containsExactly(tuple(
                        "Topic narrow-control (requests) has 2 partitions, but users are in 3",
                        "kafka-topics.sh --bootstrap-server " + cluster.bootstrapServers()
                                + " --alter --topic narrow-control --partitions 3"));
    }

    @Test
    void shouldReportInputThatHasOtherPartitionCountThanTheStates() {
        // Given
        TopicPlan plan = ofApplication("changed", true);
        cluster.createTopic("changed-users-changelog", 3, Map.of());
        cluster.createTopic("changed-web", 5, Map.of());
        cluster.createTopic("changed-app", 2, Map.of());
        cluster.createTopic("changed-control", 5, Map.of());
        plan.create(admin);

        // When
        List<TopicProblem> problems = plan.check(admin);

        // Then
        String wayOut =
                "Stop all instances and start them with input.keyed.by.user=false: all states stay, and the engine"
                        + " sends each event to its user's partition itself. What to consider before:"
                        + " docs/operations.md#upgrades-and-the-way-back";
        assertThat(problems)
                .extracting(TopicProblem::message, TopicProblem::remedy)
                .containsExactly(
                        tuple(
                                "Topic changed-web (input) has 5 partitions, but had 3 when this application began"
                                        + " (changed-users-changelog has 3), so events would not reach their users' states",
                                wayOut),
                        tuple(
                                "Topic changed-app (input) has 2 partitions, but had 3 when this application began"
                                        + " (changed-users-changelog has 3), so events would not reach their users' states",
                                wayOut),
                        tuple(
                                "Topic changed-control (requests) has 5 partitions, but users are in 3",
                                "Create another topic with 3 partitions, set control.topic to it, and repeat the requests"
                                        + " that have no receipt"));
    }

    @Test
    void shouldCreateRecreatedInputWithPartitionCountOfTheStates() throws Exception {
        // Given
        TopicPlan plan = ofApplication("again", true);
        cluster.createTopic("again-users-changelog", 2, Map.of());

        // When
        plan.create(admin);

        // Then
        assertThat(admin.describeTopics(List.of("again-web", "again-app", "again-control"))
                        .allTopicNames()
                        .get()
                        .values())
                .extracting(topic -> topic.partitions().size())
                .containsExactly(2, 2, 2);
        assertThat(plan.check(admin)).isEmpty();
    }

    @Test
    void shouldAcceptAnyInputWhereTheEngineSendsEventsToTheirUsersItself() {
        // Given
        TopicPlan plan = ofApplication("free", false);
        cluster.createTopic("free-users-changelog", 3, Map.of());
        cluster.createTopic("free-web", 5, Map.of());
        cluster.createTopic("free-app", 2, Map.of());

        // When
        plan.create(admin);

        // Then
        assertThat(plan.check(admin)).isEmpty();
    }

    @Test
    void shouldLimitRetentionOnlyWhenAskedTo() throws Exception {
        // Given
        TopicPlan plan = plan("week", Optional.of(Duration.ofDays(7)));

        // When
        plan.create(admin);

        // Then
        assertThat(setting("week-web", "retention.ms")).isEqualTo("604800000");
        assertThat(setting("week-intents", "retention.ms")).isEqualTo("604800000");
        assertThat(setting("week-dlq", "retention.ms")).isEqualTo("604800000");
    }

    private static TopicPlan plan(String prefix, Optional<Duration> retention) {
        AppConfig.Topics names = new AppConfig.Topics(
                List.of(prefix + "-web", prefix + "-app"),
                prefix + "-profiles",
                prefix + "-intents",
                prefix + "-dlq",
                Optional.of(new ControlTopics(prefix + "-control", prefix + "-receipts")),
                Optional.of(prefix + "-audience-events"),
                Optional.of(prefix + "-session-outcomes"),
                Optional.of(prefix + "-recommendations"));
        return TopicPlan.of(cluster.bootstrapServers(), names, new TopicPlan.Sizing(3, ONE_COPY, retention));
    }

    /** The same plan, of an application of that name. */
    private static TopicPlan ofApplication(String id, boolean inputKeyedByUser) {
        return new TopicPlan(
                cluster.bootstrapServers(),
                Optional.of(new TopicPlan.Application(id, inputKeyedByUser)),
                plan(id, Optional.empty()).topics());
    }

    private static String setting(String topic, String key) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get(key)
                .value();
    }
}
