package io.intentstream.cli.command;

import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.option.ConfigOptions;
import io.intentstream.config.AppConfig;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.stream.topics.PlannedTopic;
import io.intentstream.stream.topics.TopicPlan;
import io.intentstream.stream.topics.TopicProblem;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which topics the engine needs, which of them are missing, and making those. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "List the topics that the engine needs, and create those that are missing.",
        description = {
            "",
            "Without --create nothing is changed: the topics are listed, and how to create those that are missing. Exit"
                    + " code 1 when the engine cannot run on the topics as they are.",
            ""
        })
public final class TopicsCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions configOptions = new ConfigOptions();

    @Option(names = "--create", description = "Create the topics that are missing. Those that exist stay as they are.")
    private boolean create;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "" + TopicPlan.USUAL_PARTITIONS,
            description =
                    "Partitions of each new topic (default: ${DEFAULT-VALUE}). The engine can use as many threads,"
                            + " over all machines.")
    private int partitions;

    @Option(
            names = "--replication-factor",
            paramLabel = "R",
            description = "Copies of each new partition. Default: the broker's own default.")
    private @Nullable Short replicationFactor;

    @Option(
            names = "--retention",
            paramLabel = "DURATION",
            description =
                    "How long new topics keep events, intents and dead letters after their event time, such as 7d."
                            + " Default: for ever. History that is older would be deleted as soon as it is written.")
    private @Nullable Duration retention;

    @Override
    public Integer call() {
        requirePositive("--partitions", partitions);
        requirePositive("--replication-factor", replicationFactor == null ? 1 : replicationFactor);
        AppConfig config = configOptions.load(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
        TopicPlan plan = TopicPlan.of(
                config,
                new TopicPlan.Sizing(
                        partitions, Optional.ofNullable(replicationFactor), Optional.ofNullable(retention)));
        try (Admin admin = KafkaClients.of(config).answeringWithin(PATIENCE).admin()) {
            return run(plan, admin).number();
        } catch (KafkaException e) {
            throw new CommandFailed("cannot use Kafka at " + plan.bootstrapServers() + ": " + e.getMessage(), e);
        }
    }

    private ExitCode run(TopicPlan plan, Admin admin) {
        PrintWriter out = spec.commandLine().getOut();
        if (create) {
            plan.create(admin).forEach(name -> out.println("created " + name));
        }
        List<TopicProblem> problems = plan.check(admin);
        plan.topics().forEach(topic -> out.println(line(topic, problems)));
        problems.forEach(problem -> {
            out.println();
            out.println(problem.message() + ":");
            out.println("  " + problem.remedy());
        });
        if (problems.stream().anyMatch(TopicProblem.MissingTopic.class::isInstance)) {
            out.println();
            out.println("Or let intentstream create what is missing: the same command with --create");
        }
        out.flush();
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
            throw new ParameterException(
                    spec.commandLine(), option + ": " + number + " is not allowed; allowed: 1 or more");
        }
    }
}
