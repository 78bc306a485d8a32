package io.intentstream.stream.topics;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A topic that the engine needs, as it should be made.
 *
 * @param name its name
 * @param role what it is for
 * @param partitions how many partitions
 * @param replicationFactor copies of each; absent means the broker's default
 * @param settings its topic settings
 */
public record PlannedTopic(
        String name, Role role, int partitions, Optional<Short> replicationFactor, Map<String, String> settings) {
    static final String CLEANUP_POLICY = "cleanup.policy";

    /** What a topic is for. */
    public enum Role {
        /** ClickEvents come in. */
        INPUT,
        /** UserProfiles go out. */
        PROFILES,
        /** PurchaseIntents go out. */
        INTENTS,
        /** Records that could not be used go out. */
        DEAD_LETTERS,
        /** UserRequests come in. */
        REQUESTS,
        /** UserReceipts go out. */
        RECEIPTS
    }

    public PlannedTopic {
        settings = Map.copyOf(settings);
    }

    PlannedTopic with(int otherPartitions) {
        return new PlannedTopic(name, role, otherPartitions, replicationFactor, settings);
    }

    String cleanupPolicy() {
        return settings.getOrDefault(CLEANUP_POLICY, "delete");
    }

    NewTopic toNewTopic() {
        return new NewTopic(name, Optional.of(partitions), replicationFactor).configs(settings);
    }

    /** The command that makes it, for whoever may. */
    public String createCommand(String bootstrapServers) {
        StringBuilder command = new StringBuilder("kafka-topics.sh --bootstrap-server ")
                .append(bootstrapServers)
                .append(" --create --topic ")
                .append(name)
                .append(" --partitions ")
                .append(partitions);
        replicationFactor.ifPresent(
                factor -> command.append(" --replication-factor ").append(factor));
        new TreeMap<>(settings)
                .forEach((key, value) ->
                        command.append(" --config ").append(key).append('=').append(value));
        return command.toString();
    }
}
