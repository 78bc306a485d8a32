package io.intentstream.cli.command;

import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ConsoleCommand;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Plurals;
import io.intentstream.cli.option.ConfigOptions;
import io.intentstream.config.AppConfig;
import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.kafka.KafkaErrorExplainer;
import io.intentstream.schema.ItemAssociations;
import io.intentstream.stream.topics.TopicPlan;
import io.intentstream.stream.topics.TopicProblem;
import io.intentstream.wire.RegistryException;
import io.intentstream.wire.SerdeSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings the topic of associations to what an items bundle says. */
@Command(
        name = "publish-items",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Write what goes with each product to a topic.",
        description = {
            "",
            "Writes an ItemAssociations record for each product that others go with to associations.topic, in one transaction, and"
                    + " a tombstone for each product of the topic that the bundle has none for. Products whose record is in the"
                    + " topic already are left alone, so a second run writes nothing. Creates the topic when it is missing.",
            ""
        })
public final class PublishItemsCommand extends ConsoleCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Option(
            names = {"-m", "--model"},
            paramLabel = "FOLDER",
            required = true,
            description = "Folder of an items bundle, which train-items writes.")
    private Path model = Path.of("");

    @Mixin
    private ConfigOptions configOptions = new ConfigOptions();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "" + TopicPlan.USUAL_PARTITIONS,
            description = "Partitions of a new topic. Default: ${DEFAULT-VALUE}.")
    private int partitions;

    @Option(
            names = "--replication-factor",
            paramLabel = "R",
            description = "Replicas of each new partition. Default: the default of the broker.")
    private @Nullable Short replicationFactor;

    @Override
    protected ExitCode run() {
        requirePositive("--partitions", partitions);
        requirePositive("--replication-factor", replicationFactor == null ? 1 : replicationFactor);
        AppConfig config = configOptions.loadForCluster();
        ItemsBundle bundle = ItemsBundle.serving(model, config.recommendations().maxBytes());
        SortedMap<String, ItemAssociations> records =
                ItemAssociationRecords.of(bundle, ItemsBundle.associations(model));
        String topic = config.recommendations().associationsTopic();
        KafkaClients clients = KafkaClients.of(config);
        try (Serializer<ItemAssociations> serializer =
                SerdeSettings.of(config.serde()).serializer()) {
            prepare(topic, clients);
            AssociationsTopic.Published published = publish(records, serializer, topic, clients);
            say(topic + ": " + Plurals.of(published.written(), "product") + " written, " + published.deleted()
                    + " deleted, " + published.unchanged() + " unchanged, from "
                    + bundle.manifest().name() + " " + bundle.manifest().version() + " ("
                    + bundle.fingerprintHex() + ")");
            if (records.isEmpty()) {
                err().println("Warning: the bundle has no rules of products, so nothing goes with any product."
                        + " 'intentstream associations --level item' says what it takes");
            }
            return ExitCode.DONE;
        } catch (RegistryException e) {
            throw e;
        } catch (KafkaException e) {
            throw new CommandFailed(
                    "Nothing is published to " + topic + " at " + clients.bootstrapServers() + ": "
                            + KafkaErrorExplainer.describe(e)
                            + ". Run the command again: it writes everything or nothing",
                    e);
        }
    }

    /** Publishes. A commit that the brokers did not answer in time may still be carried out. */
    private static AssociationsTopic.Published publish(
            SortedMap<String, ItemAssociations> records,
            Serializer<ItemAssociations> serializer,
            String topic,
            KafkaClients clients) {
        try {
            return new AssociationsTopic(clients, topic).publish(records, serializer);
        } catch (TimeoutException e) {
            throw new CommandFailed(
                    "It is not known whether the bundle was published to " + topic + " at " + clients.bootstrapServers()
                            + ": " + KafkaErrorExplainer.describe(e)
                            + ". Run the command again: it writes only what differs",
                    e);
        }
    }

    private void prepare(String topic, KafkaClients clients) {
        TopicPlan plan = TopicPlan.ofAssociations(
                clients.bootstrapServers(),
                topic,
                new TopicPlan.Sizing(partitions, Optional.ofNullable(replicationFactor), Optional.empty()));
        try (Admin admin = clients.answeringWithin(PATIENCE).admin()) {
            plan.create(admin).forEach(name -> say("created " + name));
            for (TopicProblem problem : plan.check(admin)) {
                throw new CommandFailed(ExitCode.FAILED, problem.message() + ": " + problem.remedy());
            }
        }
    }

    private void requirePositive(String option, int number) {
        if (number < 1) {
            throw usage(option + ": " + number + " is not allowed; allowed: 1 or more");
        }
    }
}
