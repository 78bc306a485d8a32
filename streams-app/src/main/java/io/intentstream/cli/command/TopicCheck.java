package io.intentstream.cli.command;

import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.config.AppConfig;
import io.intentstream.kafka.KafkaErrorExplainer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks for a topic before it is used, so that a wrong address or name is told within seconds and in plain words. */
public final class TopicCheck {

    private static final int TIMEOUT_MILLIS = 15_000;

    private final AppConfig config;
    private final String topic;

    private TopicCheck(AppConfig config, String topic) {
        this.config = config;
        this.topic = topic;
    }

    /**
     * Makes sure that the topic is there.
     *
     * @return how long it keeps records after their timestamp; empty means for ever, or that the cluster won't tell
     * @throws CommandFailed when it is not, or the cluster can't be reached
     */
    public static Optional<Duration> retention(AppConfig config, String topic) {
        return new TopicCheck(config, topic).retention();
    }

    /** Whether a topic, which must be there, keeps the latest record of each key alone. */
    public static boolean isCompacted(AppConfig config, String topic) {
        TopicCheck check = new TopicCheck(config, topic);
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
        Map<String, Object> settings = new LinkedHashMap<>(config.adminSettings());
        settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        settings.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS / 2);
        try (Admin admin = Admin.create(settings)) {
            requireTopic(admin);
            return question.apply(admin);
        } catch (KafkaException e) {
            throw unreachable(e);
        }
    }

    private void requireTopic(Admin admin) {
        try {
            await(admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new CommandFailed(
                        "There is no topic " + topic + " at " + servers()
                                + ". Create it with 'intentstream topics --create', or name another",
                        e);
            }
            throw unreachable(e.getCause());
        }
    }

    /** A setting of the topic; empty when the cluster won't tell. */
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
            return answer.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unreachable(new TimeoutException("no answer for " + TIMEOUT_MILLIS / 1000 + " s"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(ExitCode.INTERRUPTED, "interrupted while asking for topic " + topic);
        }
    }

    private CommandFailed unreachable(Throwable cause) {
        return new CommandFailed(
                "Can't use topic " + topic + " at " + servers() + ": " + KafkaErrorExplainer.describe(cause), cause);
    }

    private Object servers() {
        return config.adminSettings().get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
    }
}
