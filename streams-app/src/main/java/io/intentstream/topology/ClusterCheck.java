package io.intentstream.topology;

import io.intentstream.config.AppConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks at the cluster before the stream starts, so that what is missing is said at once and in plain words. */
final class ClusterCheck {
    private static final int TIMEOUT_MS = 20_000;

    private ClusterCheck() {}

    /** @throws StreamFailedException when the cluster can't be reached or its topics won't do */
    static void verify(AppConfig config) {
        Map<String, Object> settings = new TreeMap<>(config.adminSettings());
        settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        settings.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS / 2);
        try (Admin admin = Admin.create(settings)) {
            verify(config, admin);
        } catch (KafkaException e) {
            throw new StreamFailedException("Can't use Kafka at " + servers(config) + ": " + messages(e), e);
        }
    }

    private static void verify(AppConfig config, Admin admin) {
        Map<String, KafkaFuture<TopicDescription>> described =
                admin.describeTopics(needed(config)).topicNameValues();
        Map<String, TopicDescription> found = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        for (String topic : needed(config)) {
            try {
                found.put(topic, described.get(topic).get(TIMEOUT_MS, TimeUnit.MILLISECONDS));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw unreachable(config, e.getCause());
                }
                missing.add(topic);
            } catch (TimeoutException e) {
                throw unreachable(config, e);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
        if (!missing.isEmpty()) {
            throw new StreamFailedException("Missing topics at " + servers(config) + ": " + String.join(", ", missing)
                    + ". Create them with 'intentstream topics --create', or correct their names in the settings");
        }
        requireSamePartitions(config, found);
    }

    /** A user's events must meet in one task, whichever of the input topics they come by. */
    private static void requireSamePartitions(AppConfig config, Map<String, TopicDescription> found) {
        Map<String, Integer> partitions = new TreeMap<>();
        for (String topic : config.topics().input()) {
            partitions.put(topic, found.get(topic).partitions().size());
        }
        if (config.inputKeyedByUser() && new TreeSet<>(partitions.values()).size() > 1) {
            throw new StreamFailedException("The input topics have different numbers of partitions " + partitions
                    + ", so a user's events would not meet: set input.keyed.by.user=false to bring them together");
        }
    }

    private static List<String> needed(AppConfig config) {
        List<String> topics = new ArrayList<>(config.topics().input());
        topics.add(config.topics().profiles());
        topics.add(config.topics().intents());
        topics.add(config.topics().deadLetters());
        return topics;
    }

    private static StreamFailedException unreachable(AppConfig config, Throwable cause) {
        return new StreamFailedException(
                "Can't reach Kafka at " + servers(config) + " within " + TIMEOUT_MS / 1000
                        + " s: check bootstrap.servers, the network and the security settings (" + messages(cause)
                        + ")",
                cause);
    }

    private static String servers(AppConfig config) {
        return String.valueOf(config.adminSettings().get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    }

    private static String messages(Throwable failure) {
        return failure.getCause() == null
                ? String.valueOf(failure.getMessage())
                : failure.getMessage() + ": " + failure.getCause().getMessage();
    }
}
