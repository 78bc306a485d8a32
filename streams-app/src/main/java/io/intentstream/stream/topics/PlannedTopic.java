package io.intentstream.stream.topics;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A topic that the engine needs, with the settings for its creation.
 *
 * @param name its name
 * @param role its purpose
 * @param partitions its number of partitions
 * @param replicationFactor copies of each; absent means the broker's default
 * @param settings its topic settings
 */
public record PlannedTopic(
        String name, Role role, int partitions, Optional<Short> replicationFactor, Map<String, String> settings) {
    static final String CLEANUP_POLICY = "cleanup.policy";

    /** The purpose of a topic. */
    public enum Role {
        /** ClickEvents are read. */
        INPUT,
        /** UserProfiles are written. */
        PROFILES,
        /** PurchaseIntents are written. */
        INTENTS,
        /** Rejected records are written. */
        DEAD_LETTERS,
        /** UserRequests are read. */
        REQUESTS,
        /** UserReceipts are written. */
        RECEIPTS,
        /** AudienceEvents are written. */
        AUDIENCE_EVENTS,
        /** SessionOutcomes are written. */
        SESSION_OUTCOMES,
        /** Recommendations are written. */
        RECOMMENDATIONS,
        /** ItemAssociations are written, by publish-items. */
        ITEM_ASSOCIATIONS
    }

    public PlannedTopic {
        settings = Map.copyOf(settings);
    }

    PlannedTopic with(int otherPartitions) {
        return new PlannedTopic(name, role, otherPartitions, replicationFactor, settings);
    }

    /** Its role in words. */
    public String purpose() {
        return role.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    String cleanupPolicy() {
        return settings.getOrDefault(CLEANUP_POLICY, "delete");
    }

    NewTopic toNewTopic() {
        return new NewTopic(name, Optional.of(partitions), replicationFactor).configs(settings);
    }

    /** The command line of Kafka's tools that creates it. */
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
