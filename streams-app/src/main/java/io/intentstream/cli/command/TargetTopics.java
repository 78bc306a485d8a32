package io.intentstream.cli.command;

import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.config.AppConfig;
import io.intentstream.kafka.CommittedReader;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.kafka.TopicCheck;
import io.intentstream.offline.replay.topic.TopicResults;
import io.intentstream.stream.topics.TopicPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * The topics that a replay writes. They keep their records for ever: past events are older than most topics' retention, and
 * brokers delete by record time, so an ordinary topic would lose the results within minutes.
 */
final class TargetTopics {
    private final KafkaClients clients;
    private final TopicResults.ResultTopicNames names;

    TargetTopics(AppConfig config, TopicResults.ResultTopicNames names) {
        this.clients = KafkaClients.of(config);
        this.names = names;
    }

    /**
     * Creates the missing topics, with as many partitions as the input.
     *
     * @param inputs topics that are read; one that does not exist is ignored
     * @param resumed whether the topics may hold results already
     * @throws CommandFailed when an existing topic is unsuitable
     */
    void prepare(List<String> inputs, boolean resumed) {
        int partitions;
        try (CommittedReader reader = clients.reader(KafkaClients.WhenDeleted.FAIL)) {
            partitions = inputs.stream().mapToInt(reader::partitionCount).max().orElse(0);
            for (String topic : all()) {
                if (reader.partitionCount(topic) > 0) {
                    requireFit(topic, reader, resumed);
                }
            }
        }
        TopicPlan plan = TopicPlan.of(
                clients.bootstrapServers(),
                new AppConfig.Topics(
                        List.of(),
                        names.profiles(),
                        names.intents(),
                        names.deadLetters(),
                        Optional.empty(),
                        names.audienceEvents(),
                        names.sessionOutcomes(),
                        names.recommendations()),
                new TopicPlan.Sizing(
                        partitions > 0 ? partitions : TopicPlan.USUAL_PARTITIONS, Optional.empty(), Optional.empty()));
        try (Admin admin = clients.admin()) {
            plan.create(admin);
        }
    }

    private List<String> all() {
        List<String> all = new ArrayList<>(names.written());
        all.add(names.deadLetters());
        return all;
    }

    private void requireFit(String topic, CommittedReader reader, boolean resumed) {
        if (!resumed && !isEmpty(reader, reader.partitions(topic))) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "Topic " + topic + " holds records already: name another prefix with --to-topics, or delete it");
        }
        if (!isCompacted(topic) && TopicCheck.isCompacted(clients, topic)) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "Topic " + topic + " is compacted, so only the last record of each user would stay: set"
                            + " cleanup.policy=delete and retention.ms=-1 on it, or name another prefix");
        }
        TopicCheck.retention(clients, topic).ifPresent(kept -> {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "Topic " + topic + " keeps records for " + kept + " after their event time, so results of the"
                            + " past would be deleted at once: set retention.ms=-1 on it, or name another prefix");
        });
    }

    /** Whether the last record of each user is enough. */
    private boolean isCompacted(String topic) {
        return topic.equals(names.profiles())
                || names.recommendations().filter(topic::equals).isPresent();
    }

    private static boolean isEmpty(CommittedReader reader, List<TopicPartition> partitions) {
        return reader.ends(partitions).equals(reader.beginnings(partitions));
    }
}
