package io.intentstream.stream.topics;

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
            return "Topic %s (%s) does not exist".formatted(topic.name(), topic.purpose());
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
            return "Set input.keyed.by.user=false: the engine then sends each event to its user's partition itself";
        }
    }

    /**
     * An input topic has another number of partitions than when the application began, so users' events no longer come to
     * where their states are.
     *
     * @param found its number of partitions
     * @param began the number when the application began: that of its states
     * @param changelog the topic of the states
     */
    record ChangedInput(String topic, int found, int began, String changelog) implements TopicProblem {
        @Override
        public String message() {
            return "Topic %s (input) has %d partitions, but had %d when this application began (%s has %d), so events would not reach their users' states"
                    .formatted(topic, found, began, changelog, began);
        }

        @Override
        public String remedy() {
            return "Stop all instances and start them with input.keyed.by.user=false: all states stay, and the engine sends each"
                    + " event to its user's partition itself. What to consider before:"
                    + " docs/operations.md#upgrades-and-the-way-back";
        }
    }

    /**
     * The topic of users' requests has another number of partitions than the users' states, so requests would not reach their
     * users.
     *
     * @param found its number of partitions
     * @param needed the number of partitions that users are spread over
     */
    record UnequalRequests(PlannedTopic topic, int found, int needed, String bootstrapServers) implements TopicProblem {
        @Override
        public String message() {
            return "Topic %s (requests) has %d partitions, but users are in %d".formatted(topic.name(), found, needed);
        }

        @Override
        public String remedy() {
            return found < needed
                    ? "kafka-topics.sh --bootstrap-server %s --alter --topic %s --partitions %d"
                            .formatted(bootstrapServers, topic.name(), needed)
                    : "Create another topic with %d partitions, set control.topic to it, and repeat the requests that have no receipt"
                            .formatted(needed);
        }
    }
}
