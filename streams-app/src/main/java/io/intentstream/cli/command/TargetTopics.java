package io.intentstream.cli.command;

import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.config.AppConfig;
import io.intentstream.offline.replay.topic.TopicRange;
import io.intentstream.offline.replay.topic.TopicResults;
import io.intentstream.offline.replay.topic.TopicSize;
import io.intentstream.stream.topics.TopicPlan;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * The topics that a replay writes. Events of the past are older than most topics' retention, and brokers delete by record
 * time: what is written to an ordinary topic is gone within minutes. So these never forget.
 */
final class TargetTopics {
    private final AppConfig config;
    private final TopicResults.ResultTopicNames names;

    TargetTopics(AppConfig config, TopicResults.ResultTopicNames names) {
        this.config = config;
        this.names = names;
    }

    /**
     * Creates what is missing, with as many partitions as the input.
     *
     * @param inputs topics that are read; empty or absent ones do not matter
     * @param resumed whether the topics may hold results already
     * @throws CommandFailed when a topic is there and won't do
     */
    void prepare(List<String> inputs, boolean resumed) {
        TopicSize size = new TopicSize(config.consumerSettings());
        int partitions = inputs.stream()
                .mapToInt(size::partitions)
                .filter(count -> count > 0)
                .max()
                .orElse(TopicPlan.USUAL_PARTITIONS);
        for (String topic : List.of(names.intents(), names.profiles(), names.deadLetters())) {
            if (size.partitions(topic) > 0) {
                requireFit(topic, size, resumed);
            }
        }
        TopicPlan all = TopicPlan.of(
                servers(),
                new TopicPlan.TopicNames(
                        List.of(), names.profiles(), names.intents(), names.deadLetters(), Optional.empty()),
                new TopicPlan.Sizing(partitions, Optional.empty(), Optional.empty()));
        try (Admin admin = Admin.create(config.adminSettings())) {
            all.create(admin);
        }
    }

    private void requireFit(String topic, TopicSize size, boolean resumed) {
        if (!resumed && size.records(TopicRange.all(topic)) > 0) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "Topic " + topic + " holds records already: name another prefix with --to-topics, or delete it");
        }
        if (topic.equals(names.intents()) && TopicCheck.isCompacted(config, topic)) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "Topic " + topic + " is compacted, so of each user the last intent alone would stay: set"
                            + " cleanup.policy=delete and retention.ms=-1 on it, or name another prefix");
        }
        TopicCheck.retention(config, topic).ifPresent(kept -> {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "Topic " + topic + " keeps records for " + kept + " after their event time, so results of the"
                            + " past would be deleted at once: set retention.ms=-1 on it, or name another prefix");
        });
    }

    private String servers() {
        return String.valueOf(config.adminSettings().get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    }
}
