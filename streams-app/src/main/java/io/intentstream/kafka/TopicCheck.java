package io.intentstream.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Checks a topic before it is used, so that a wrong address or name is reported within seconds and in plain words. */
public final class TopicCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final KafkaClients clients;
    private final String topic;

    private TopicCheck(KafkaClients clients, String topic) {
        this.clients = clients;
        this.topic = topic;
    }

    /**
     * Makes sure that the topic exists.
     *
     * @return how long it keeps records after their timestamp; empty means for ever, or that the user may not know
     * @throws TopicAccessException when it does not exist, or the cluster cannot be reached
     */
    public static Optional<Duration> retention(KafkaClients clients, String topic) {
        return new TopicCheck(clients, topic).retention();
    }

    /**
     * Whether a topic keeps only the latest record of each key.
     *
     * @throws TopicAccessException as {@link #retention} does
     */
    public static boolean isCompacted(KafkaClients clients, String topic) {
        TopicCheck check = new TopicCheck(clients, topic);
        return check.ask(check::policy).orElse("").contains(TopicConfig.CLEANUP_POLICY_COMPACT);
    }

    private Optional<String> policy(Admin admin) {
        return setting(admin, TopicConfig.CLEANUP_POLICY_CONFIG);
    }

    private Optional<Duration> retention() {
        return ask(admin -> policy(admin)
                        .filter(policy -> policy.contains(TopicConfig.CLEANUP_POLICY_DELETE))
                        .flatMap(deletes -> setting(admin, TopicConfig.RETENTION_MS_CONFIG)))
                .map(Long::parseLong)
                .filter(millis -> millis >= 0)
                .map(Duration::ofMillis);
    }

    private <T> T ask(Function<Admin, T> question) {
        try (Admin admin = clients.answeringWithin(PATIENCE).admin()) {
            requireTopic(admin);
            return question.apply(admin);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            throw unreachable(e);
        }
    }

    private void requireTopic(Admin admin) {
        try {
            await(admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new TopicAccessException(
                        "There is no topic " + topic + " at " + clients.bootstrapServers()
                                + ". Create it with 'intentstream topics --create', or name another",
                        e);
            }
            throw unreachable(e.getCause());
        }
    }

    /** A setting of the topic; empty when the user may not know it. */
    private Optional<String> setting(Admin admin, String name) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            ConfigEntry entry = await(
                            admin.describeConfigs(List.of(resource)).values().get(resource))
                    .get(name);
            return Optional.ofNullable(entry).map(ConfigEntry::value);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return Optional.empty();
            }
            throw unreachable(e.getCause());
        }
    }

    private <T> T await(KafkaFuture<T> answer) throws ExecutionException {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unreachable(new TimeoutException("no answer for " + PATIENCE.toSeconds() + " s"));
        } catch (InterruptedException e) {
            throw new InterruptException("interrupted while asking for topic " + topic, e);
        }
    }

    private TopicAccessException unreachable(Throwable cause) {
        return new TopicAccessException(
                "Cannot use topic " + topic + " at " + clients.bootstrapServers() + ": "
                        + KafkaErrorExplainer.describe(cause),
                cause);
    }
}
