package io.intentstream.cli.command;

import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ConsoleCommand;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.option.ConfigOptions;
import io.intentstream.config.AppConfig;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.stream.topics.PlannedTopic;
import io.intentstream.stream.topics.TopicPlan;
import io.intentstream.stream.topics.TopicProblem;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
            return list(plan, admin);
        } catch (KafkaException e) {
            throw new CommandFailed("cannot use Kafka at " + plan.bootstrapServers() + ": " + e.getMessage(), e);
        }
    }

    private ExitCode list(TopicPlan plan, Admin admin) {
        if (create) {
            plan.create(admin).forEach(name -> say("created " + name));
        }
        List<TopicProblem> problems = plan.check(admin);
        plan.topics().forEach(topic -> say(line(topic, problems)));
        problems.forEach(problem -> {
            say("");
            say(problem.message() + ":");
            say("  " + problem.remedy());
        });
        if (problems.stream().anyMatch(TopicProblem.MissingTopic.class::isInstance)) {
            say("");
            say("Or let intentstream create the missing topics: add --create to this command");
        }
        return problems.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static String line(PlannedTopic topic, List<TopicProblem> problems) {
        boolean missing = problems.stream()
                .anyMatch(problem -> problem instanceof TopicProblem.MissingTopic absent
                        && absent.topic().equals(topic));
        String role = topic.role().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return "%-8s %-28s %s".formatted(missing ? "missing" : "there", topic.name(), role);
    }

    private void requirePositive(String option, int number) {
        if (number < 1) {
            throw usage(option + ": " + number + " is not allowed; allowed: 1 or more");
        }
    }
}
