package io.intentstream.stream.topics;

import io.intentstream.config.AppConfig;
import io.intentstream.stream.store.StateStores;
import io.intentstream.stream.topics.PlannedTopic.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics that the engine reads and writes, with their settings. It finds what is missing or unsuitable, says how to
 * correct it, and creates missing topics. Kafka Streams creates its internal topics (changelog, repartition) itself.
 *
 * @param bootstrapServers for the proposed commands
 * @param application the application whose topics these are, if it is to be checked as well
 * @param topics the inputs first, then profiles, intents and dead letters, then those of users' requests, then
 *     what changes with time, then recommendations
 */
public record TopicPlan(String bootstrapServers, Optional<Application> application, List<PlannedTopic> topics) {
    /** Twice Kafka's default, because a dead letter may be a record of the largest size with more headers. */
    private static final String DEAD_LETTER_BYTES = String.valueOf(2 * 1024 * 1024);

    /** Requests and receipts hold user ids, so their retention is limited; their timestamps are wall-clock times. */
    private static final Map<String, String> CONTROL_SETTINGS = Map.of(
            PlannedTopic.CLEANUP_POLICY,
            "delete",
            "retention.ms",
            String.valueOf(Duration.ofDays(30).toMillis()));

    /** Default number of partitions of new topics, and thus of threads over all machines. */
    public static final int USUAL_PARTITIONS = 6;

    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);

    public TopicPlan {
        topics = List.copyOf(topics);
    }

    /**
     * An application of Kafka Streams, which has states in the cluster since its first start.
     *
     * @param id its {@code application.id}
     * @param inputKeyedByUser whether it relies on the input's partitions being the users'
     */
    public record Application(String id, boolean inputKeyedByUser) {}

    /**
     * The size of new topics.
     *
     * @param partitions partitions of each topic; the engine runs at most as many tasks
     * @param replicationFactor copies of each partition; empty means the broker's default
     * @param retention how long events, intents, dead letters and changes are kept; empty means for ever. Brokers compare it with
     *     the records' timestamps, which are the events' own times: with seven days of retention, events of last year are deleted
     *     minutes after they were written, possibly before they were read. Leave it empty where history is replayed, as the
     *     demo does.
     */
    public record Sizing(int partitions, Optional<Short> replicationFactor, Optional<Duration> retention) {}

    /** The plan for the topics that the configuration names. */
    public static TopicPlan of(AppConfig config, Sizing sizing) {
        String servers = config.kafka().get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
        Application application = new Application(config.applicationId(), config.inputKeyedByUser());
        return new TopicPlan(servers, Optional.of(application), of(servers, config.topics(), sizing).topics);
    }

    /** The plan for topics of these names, of no application in particular. */
    public static TopicPlan of(String bootstrapServers, AppConfig.Topics names, Sizing sizing) {
        String retention =
                sizing.retention().map(kept -> String.valueOf(kept.toMillis())).orElse("-1");
        Map<String, String> kept = Map.of(PlannedTopic.CLEANUP_POLICY, "delete", "retention.ms", retention);
        List<PlannedTopic> topics = new ArrayList<>();
        names.input().forEach(input -> topics.add(planned(input, Role.INPUT, sizing, kept)));
        Map<String, String> latest = ofAnyTime(Map.of(PlannedTopic.CLEANUP_POLICY, "compact"));
        topics.add(planned(names.profiles(), Role.PROFILES, sizing, latest));
        topics.add(planned(names.intents(), Role.INTENTS, sizing, ofAnyTime(kept)));
        topics.add(planned(names.deadLetters(), Role.DEAD_LETTERS, sizing, deadLetterSettings(kept)));
        names.control().ifPresent(control -> {
            topics.add(planned(control.requests(), Role.REQUESTS, sizing, CONTROL_SETTINGS));
            topics.add(planned(control.receipts(), Role.RECEIPTS, sizing, CONTROL_SETTINGS));
        });
        names.audienceEvents()
                .ifPresent(topic -> topics.add(planned(topic, Role.AUDIENCE_EVENTS, sizing, ofAnyTime(kept))));
        names.sessionOutcomes()
                .ifPresent(topic -> topics.add(planned(topic, Role.SESSION_OUTCOMES, sizing, ofAnyTime(kept))));
        names.recommendations().ifPresent(topic -> topics.add(planned(topic, Role.RECOMMENDATIONS, sizing, latest)));
        return new TopicPlan(bootstrapServers, Optional.empty(), topics);
    }

    /** The plan for the topic of ItemAssociations, which no engine reads or writes. */
    public static TopicPlan ofAssociations(String bootstrapServers, String name, Sizing sizing) {
        Map<String, String> compacted = Map.of(PlannedTopic.CLEANUP_POLICY, "compact");
        return new TopicPlan(
                bootstrapServers, Optional.empty(), List.of(planned(name, Role.ITEM_ASSOCIATIONS, sizing, compacted)));
    }

    /** A dead letter may have any timestamp and size, and the topic must accept it. */
    private static Map<String, String> deadLetterSettings(Map<String, String> kept) {
        Map<String, String> settings = new HashMap<>(ofAnyTime(kept));
        settings.put("max.message.bytes", DEAD_LETTER_BYTES);
        return settings;
    }

    /** Records have their event's time, and the engine decides how far ahead that may be; by default, brokers allow an hour. */
    private static Map<String, String> ofAnyTime(Map<String, String> settings) {
        Map<String, String> ofAnyTime = new HashMap<>(settings);
        ofAnyTime.put("message.timestamp.after.max.ms", String.valueOf(Long.MAX_VALUE));
        return ofAnyTime;
    }

    private static PlannedTopic planned(String name, Role role, Sizing sizing, Map<String, String> settings) {
        return new PlannedTopic(name, role, sizing.partitions(), sizing.replicationFactor(), settings);
    }

    /**
     * Compares the plan with the cluster; changes nothing.
     *
     * @return the problems, in the plan's order; empty when the engine can run
     * @throws ClusterException when the cluster does not answer
     */
    public List<TopicProblem> check(Admin admin) {
        CoPartitioning counts = counts(admin);
        Map<String, Integer> partitions = counts.existing();
        Map<String, String> policies = cleanupPolicies(admin, partitions.keySet());
        List<TopicProblem> problems = new ArrayList<>();
        for (PlannedTopic topic : topics) {
            if (!partitions.containsKey(topic.name())) {
                problems.add(new TopicProblem.MissingTopic(counts.fitted(topic), bootstrapServers));
                continue;
            }
            String policy = policies.getOrDefault(topic.name(), topic.cleanupPolicy());
            if (!suits(topic, policy)) {
                problems.add(new TopicProblem.WrongCleanupPolicy(topic, policy, bootstrapServers));
            }
        }
        problems.addAll(counts.problems());
        return problems;
    }

    /** What matters is whether a topic is compacted; deletion by age in addition is the operator's choice. */
    private static boolean suits(PlannedTopic topic, String policy) {
        return topic.cleanupPolicy().equals("compact") == policy.contains("compact");
    }

    /**
     * Creates the missing topics. Existing topics stay as they are, including those that another program creates now.
     * Returns when the brokers know all topics and their partitions have leaders: Kafka Streams does not start on topics
     * that are still being created.
     *
     * @return the names of the created topics
     * @throws ClusterException when the cluster does not answer or refuses
     */
    public List<String> create(Admin admin) {
        CoPartitioning counts = counts(admin);
        List<PlannedTopic> missing = topics.stream()
                .filter(topic -> !counts.existing().containsKey(topic.name()))
                .map(counts::fitted)
                .toList();
        Map<String, KafkaFuture<Void>> results = admin.createTopics(
                        missing.stream().map(PlannedTopic::toNewTopic).toList())
                .values();
        List<String> made = missing.stream()
                .map(PlannedTopic::name)
                .filter(name -> made(name, results.get(name)))
                .toList();
        awaitVisible(admin);
        awaitLeaders(admin);
        return made;
    }

    /**
     * Asks for every partition's end, which only a leader answers. Without this, a producer's first batch may find no leader
     * while its second is accepted, because a broker accepts any sequence number from an unknown producer; the first batch
     * is then rejected for good as out of order.
     */
    private void awaitLeaders(Admin admin) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        existing(admin)
                .forEach((topic, partitions) -> IntStream.range(0, partitions)
                        .forEach(number -> ends.put(new TopicPartition(topic, number), OffsetSpec.latest())));
        answer(
                "Partitions of the topics have no leader yet",
                admin.listOffsets(ends).all(),
                UnknownTopicOrPartitionException.class);
    }

    private void awaitVisible(Admin admin) {
        long deadline = System.nanoTime() + VISIBLE_WITHIN.toNanos();
        while (existing(admin).size() < topics.size()) {
            if (System.nanoTime() > deadline) {
                throw ClusterException.of(
                        "Topics were created but are not visible",
                        new TimeoutException("waited " + VISIBLE_WITHIN.toSeconds() + " s"));
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }

    private static boolean made(String name, KafkaFuture<Void> result) {
        return answer(
                        "Topic " + name + " cannot be created",
                        result.thenApply(nothing -> name),
                        TopicExistsException.class)
                .isPresent();
    }

    /**
     * The number of partitions that users are spread over.
     *
     * @return empty when the application has no states yet, and there is no input topic
     * @throws ClusterException when the cluster does not answer
     */
    OptionalInt usersPartitions(Admin admin) {
        return counts(admin).needed();
    }

    private CoPartitioning counts(Admin admin) {
        // Whoever may create topics need not be allowed to see the application's own.
        Map<String, Integer> states = application.isEmpty()
                ? Map.of()
                : partitions(List.of(usersChangelog()), admin, TopicAuthorizationException.class);
        return new CoPartitioning(
                this,
                application.map(Application::inputKeyedByUser).orElse(true),
                existing(admin),
                states.values().stream().mapToInt(count -> count).findFirst());
    }

    /** The topic of the states; its number of partitions is that with which the application began. */
    String usersChangelog() {
        return StateStores.usersChangelog(application.map(Application::id).orElse(""));
    }

    /** Partitions of those of the plan's topics that exist. */
    private Map<String, Integer> existing(Admin admin) {
        return partitions(
                topics.stream().map(PlannedTopic::name).distinct().toList(),
                admin,
                UnknownTopicOrPartitionException.class);
    }

    /** @param ignored which refusal means the same as that there is no such topic */
    private static Map<String, Integer> partitions(
            List<String> names, Admin admin, Class<? extends Exception> ignored) {
        Map<String, Integer> partitions = new HashMap<>();
        admin.describeTopics(names)
                .topicNameValues()
                .forEach((name, result) -> answer(
                                "Topic " + name + " cannot be described",
                                result,
                                UnknownTopicOrPartitionException.class,
                                ignored)
                        .ifPresent(
                                found -> partitions.put(name, found.partitions().size())));
        return partitions;
    }

    private static Map<String, String> cleanupPolicies(Admin admin, Set<String> names) {
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, String> policies = new HashMap<>();
        admin.describeConfigs(resources)
                .values()
                .forEach((topic, result) -> answer(
                                "The settings of topic " + topic.name() + " cannot be described",
                                result,
                                UnknownTopicOrPartitionException.class)
                        .ifPresent(found -> policies.put(
                                topic.name(),
                                found.get(PlannedTopic.CLEANUP_POLICY).value())));
        return policies;
    }

    /** Waits for an answer; empty when the cluster answers with an expected error. */
    @SafeVarargs
    private static <T> Optional<T> answer(
            String failure, KafkaFuture<T> result, Class<? extends Exception>... expected) {
        try {
            return Optional.of(result.get());
        } catch (ExecutionException e) {
            if (Stream.of(expected).anyMatch(error -> error.isInstance(e.getCause()))) {
                return Optional.empty();
            }
            throw ClusterException.of(failure, e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
