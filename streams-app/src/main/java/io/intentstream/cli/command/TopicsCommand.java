package io.intentstream.cli.command;

import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ConsoleCommand;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.TextTable;
import io.intentstream.cli.option.ConfigOptions;
import io.intentstream.config.AppConfig;
import io.intentstream.config.Durations;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.offline.evaluation.report.ReportTable;
import io.intentstream.stream.topics.ExistingTopic;
import io.intentstream.stream.topics.PlannedTopic;
import io.intentstream.stream.topics.PlannedTopic.Role;
import io.intentstream.stream.topics.TopicPlan;
import io.intentstream.stream.topics.TopicProblem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the topics that the engine needs and creates those that are missing. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "List the topics that the engine needs, and create those that are missing.",
        description = {
            "",
            "Without --create nothing is changed: the command lists the topics and shows how to create those that are missing."
                    + " Exit code 1 when the engine cannot run on the topics as they are.",
            ""
        })
public final class TopicsCommand extends ConsoleCommand {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Mixin
    private ConfigOptions configOptions = new ConfigOptions();

    @Option(names = "--create", description = "Create the topics that are missing. Existing topics stay as they are.")
    private boolean create;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "" + TopicPlan.USUAL_PARTITIONS,
            description =
                    "Partitions of each new topic; the upper limit for the engine's threads on all machines. Default:"
                            + " ${DEFAULT-VALUE}.")
    private int partitions;

    @Option(
            names = "--replication-factor",
            paramLabel = "R",
            description = "Replicas of each new partition. Default: the default of the broker.")
    private @Nullable Short replicationFactor;

    @Option(
            names = "--retention",
            paramLabel = "DURATION",
            description =
                    "How long new topics keep events, intents and dead letters after their event time, such as 7d."
                            + " Older events are deleted as soon as they are written. Default: for ever.")
    private @Nullable Duration retention;

    @Option(names = "--json", description = "Print one JSON object instead of a table, for programs.")
    private boolean json;

    @Override
    protected ExitCode run() {
        requirePositive("--partitions", partitions);
        requirePositive("--replication-factor", replicationFactor == null ? 1 : replicationFactor);
        AppConfig config = configOptions.loadForBrokers();
        TopicPlan plan = TopicPlan.of(
                config,
                new TopicPlan.Sizing(
                        partitions, Optional.ofNullable(replicationFactor), Optional.ofNullable(retention)));
        try (Admin admin = KafkaClients.of(config).answeringWithin(PATIENCE).admin()) {
            return list(plan, config.engine().windowGrace(), admin);
        } catch (KafkaException e) {
            throw new CommandFailed("cannot use Kafka at " + plan.bootstrapServers() + ": " + e.getMessage(), e);
        }
    }

    private ExitCode list(TopicPlan plan, Duration grace, Admin admin) {
        int brokers = ExistingTopic.brokers(admin);
        List<String> created = create ? plan.create(admin) : List.of();
        List<TopicProblem> problems = plan.check(admin);
        Set<String> missing = problems.stream()
                .filter(TopicProblem.MissingTopic.class::isInstance)
                .map(problem -> ((TopicProblem.MissingTopic) problem).topic().name())
                .collect(Collectors.toSet());
        Map<String, ExistingTopic> existing = ExistingTopic.describe(
                admin,
                plan.topics().stream()
                        .map(PlannedTopic::name)
                        .filter(name -> !missing.contains(name))
                        .collect(Collectors.toSet()));
        List<String> notes = notes(plan, existing, brokers, grace);
        if (json) {
            say(TopicsJson.of(plan, existing, problems, notes));
        } else {
            created.forEach(name -> say("created " + name));
            TextTable.lines(table(plan, existing)).forEach(this::say);
            print(problems, notes, !missing.isEmpty());
        }
        return problems.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static List<String> notes(
            TopicPlan plan, Map<String, ExistingTopic> existing, int brokers, Duration grace) {
        return plan.topics().stream()
                .filter(topic -> existing.containsKey(topic.name()))
                .flatMap(topic ->
                        existing
                                .get(topic.name())
                                .notes(brokers, topic.role() == Role.INPUT ? grace : Duration.ZERO)
                                .stream())
                .distinct()
                .toList();
    }

    private static ReportTable table(TopicPlan plan, Map<String, ExistingTopic> existing) {
        return new ReportTable(
                List.of("topic", "purpose", "partitions", "replicas", "cleanup.policy", "retention"),
                plan.topics().stream()
                        .map(topic -> row(topic, existing.get(topic.name())))
                        .toList());
    }

    private static List<String> row(PlannedTopic topic, @Nullable ExistingTopic found) {
        return found == null
                ? List.of(topic.name(), topic.purpose(), "missing", "", "", "")
                : List.of(
                        topic.name(),
                        topic.purpose(),
                        String.valueOf(found.partitions()),
                        String.valueOf(found.replicas()),
                        found.cleanupPolicy(),
                        found.retention().map(Durations::text).orElse("for ever"));
    }

    private void print(List<TopicProblem> problems, List<String> notes, boolean missing) {
        problems.forEach(problem -> {
            say("");
            say(problem.message() + ":");
            say("  " + problem.remedy());
        });
        if (!notes.isEmpty()) {
            say("");
            notes.forEach(note -> say("note: " + note));
        }
        if (missing) {
            say("");
            say("Or let intentstream create the missing topics: add --create to this command");
        }
    }

    private void requirePositive(String option, int number) {
        if (number < 1) {
            throw usage(option + ": " + number + " is not allowed; allowed: 1 or more");
        }
    }
}
