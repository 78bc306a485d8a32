package io.intentstream.stream.topics;

import java.util.Map;
import java.util.stream.Collectors;

/** What keeps the engine from running on the topics as they are. */
public sealed interface TopicProblem {

    /** What is wrong, for a person. */
    String message();

    /** What to do about it: a command, or words where no command does it. */
    String remedy();

    /** A topic is not there. */
    record MissingTopic(PlannedTopic topic, String bootstrapServers) implements TopicProblem {
        @Override
        public String message() {
            return "Topic %s (%s) does not exist"
                    .formatted(
                            topic.name(),
                            topic.role()
                                    .name()
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .replace('_', ' '));
        }

        @Override
        public String remedy() {
            return topic.createCommand(bootstrapServers);
        }
    }

    /** A topic would keep too much or, worse, lose what it must keep. */
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
     * The input topics differ in partitions, so one user's events would meet in different tasks.
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
            return "Copy the events into topics with the same number of partitions, so that a user's events come from the"
                    + " same partition of each; adding partitions to a topic in use sends its users elsewhere";
        }
    }

    /**
     * The topic of users' requests has other partitions than the input, so requests would miss their users.
     *
     * @param found its partitions
     * @param needed the input's
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
                    : "Make a new topic with %d partitions and name it as control.topic".formatted(needed);
        }
    }
}
