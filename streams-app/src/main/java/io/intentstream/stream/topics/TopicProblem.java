package io.intentstream.stream.topics;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A reason why the engine cannot run on the existing topics. */
public sealed interface TopicProblem {

    /** What is wrong, in plain words. */
    String message();

    /** What to do: a command, or a description where no command does it. */
    String remedy();

    /** A topic does not exist. */
    record MissingTopic(PlannedTopic topic, String bootstrapServers) implements TopicProblem {
        @Override
        public String message() {
            return "Topic %s (%s) does not exist"
                    .formatted(
                            topic.name(),
                            topic.role().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }

        @Override
        public String remedy() {
            return topic.createCommand(bootstrapServers);
        }
    }

    /** A topic would keep too much, or would delete what it must keep. */
    record WrongCleanupPolicy(PlannedTopic topic, String found, String bootstrapServers) implements TopicProblem {
        @Override
        public String message() {
            return "Topic %s has cleanup.policy=%s, but needs %s".formatted(topic.name(), found, topic.cleanupPolicy());
        }

        @Override
        public String remedy() {
            return "kafka-configs.sh --bootstrap-server %s --alter --entity-type topics --entity-name %s --add-config %s=%s"
                    .formatted(bootstrapServers, topic.name(), PlannedTopic.CLEANUP_POLICY, topic.cleanupPolicy());
        }
    }

    /**
     * The input topics differ in their numbers of partitions, so one user's events would go to different tasks.
     *
     * @param partitions partitions by topic
     */
    record UnequalInputs(Map<String, Integer> partitions) implements TopicProblem {
        @Override
        public String message() {
            return "The input topics have different numbers of partitions: "
                    + partitions.entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(entry -> entry.getKey() + " has " + entry.getValue())
                            .collect(Collectors.joining(", "));
        }

        @Override
        public String remedy() {
            return "Copy the events into topics with the same number of partitions, so that a user's events are in the same"
                    + " partition of each; adding partitions to a topic in use moves its users to other partitions";
        }
    }

    /**
     * The topic of users' requests has another number of partitions than the input, so requests would not reach their users.
     *
     * @param found its number of partitions
     * @param needed the input's number of partitions
     */
    record UnequalRequests(PlannedTopic topic, int found, int needed, String bootstrapServers) implements TopicProblem {
        @Override
        public String message() {
            return "Topic %s (requests) has %d partitions, but the input has %d".formatted(topic.name(), found, needed);
        }

        @Override
        public String remedy() {
            return found < needed
                    ? "kafka-topics.sh --bootstrap-server %s --alter --topic %s --partitions %d"
                            .formatted(bootstrapServers, topic.name(), needed)
                    : "Create another topic with %d partitions and set control.topic to it".formatted(needed);
        }
    }
}
