package io.intentstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.intentstream.config.AppConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two engines, each a process with its own disk, share the partitions until one of them ends. */
class SeveralInstancesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int EVENTS = 8_000;
    private static final int USERS = 1_000;
    private static final List<String> WRITTEN = List.of("intents.topic", "profiles.topic", "dead.letter.topic");
    /** Exit codes after SIGTERM: the engine's own, or the JVM's. */
    private static final Integer[] STOPPED = {0, 143};

    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    /** The session timeout is twenty minutes, so that a member leaves the group only when it says so. */
    @Test
    void shouldLeaveGroupOnStopSoThatTheOtherInstanceTakesOver() {
        // Given
        Map<String, String> settings = cluster.newApplication(
                "stopped", Map.of("session.timeout.ms", "1200000", "max.poll.interval.ms", "1800000"));
        try (EventFeed feed = new EventFeed(cluster, settings, 5, USERS);
                EngineProcess staying = start("staying", settings);
                EngineProcess going = start("going", settings)) {
            awaitShared(settings, List.of(staying, going));
            feed.send(EVENTS);
            awaitProgress(settings, staying);

            // When
            int exitCode = going.stop();

            // Then
            assertThat(exitCode).isIn((Object[]) STOPPED);
            assertThat(members(settings)).hasSize(1);
            feed.send(EVENTS);
            awaitDone(settings, staying);
            assertNothingLostOrDoubled(settings, feed);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldMoveUsersOfKilledInstanceToTheOther(int standbys) {
        // Given
        Map<String, String> settings =
                cluster.newApplication("killed-" + standbys, Map.of("num.standby.replicas", String.valueOf(standbys)));
        try (EventFeed feed = new EventFeed(cluster, settings, 6, USERS);
                EngineProcess staying = start("staying", settings);
                EngineProcess going = start("going", settings)) {
            awaitShared(settings, List.of(staying, going));
            feed.send(EVENTS);
            awaitProgress(settings, staying);

            // When
            going.kill();

            // Then
            feed.send(EVENTS);
            awaitDone(settings, staying);
            assertNothingLostOrDoubled(settings, feed);
        }
    }

    private static void assertNothingLostOrDoubled(Map<String, String> settings, EventFeed feed) {
        OfflineRun expected = OfflineRun.over(
                cluster.readAll(settings.get("input.topics")), cluster.serdes().deserializer(), AppConfig.of(settings));
        assertThat(expected.scored() + expected.duplicates() + expected.garbage())
                .isEqualTo(feed.sent())
                .isGreaterThan(2 * EVENTS);
        StreamResults results = new StreamResults(cluster, settings);
        assertThat(results.intentsByUser()).isEqualTo(expected.intents());
        assertThat(results.finalProfiles()).isEqualTo(expected.profiles());
        assertThat(results.finalStates()).isEqualTo(expected.statesAsHex());
        assertThat(cluster.readAll(settings.get("dead.letter.topic"))).hasSize(expected.garbage());
    }

    private static EngineProcess start(String instance, Map<String, String> settings) {
        Path home = cluster.folder().resolve(settings.get("application.id") + "-" + instance);
        Map<String, String> own = new HashMap<>(settings);
        own.put("data.dir", home.resolve("data").toString());
        own.put("num.stream.threads", "1");
        return EngineProcess.start(home, own);
    }

    /** Returns when both process partitions of the input. */
    private static void awaitShared(Map<String, String> settings, List<EngineProcess> processes) {
        await().atMost(PATIENCE).until(() -> {
            processes.forEach(EngineProcess::requireAlive);
            List<MemberDescription> members = members(settings);
            return members.size() == processes.size()
                    && members.stream().allMatch(member -> readsInput(member, settings));
        });
    }

    private static boolean readsInput(MemberDescription member, Map<String, String> settings) {
        return member.assignment().topicPartitions().stream()
                .anyMatch(partition -> partition.topic().equals(settings.get("input.topics")));
    }

    /** Returns when some of the sent events are processed. */
    private static void awaitProgress(Map<String, String> settings, EngineProcess process) {
        await().atMost(PATIENCE).until(() -> {
            process.requireAlive();
            return !cluster.readAll(settings.get("intents.topic")).isEmpty();
        });
    }

    private static void awaitDone(Map<String, String> settings, EngineProcess process) {
        await().atMost(PATIENCE).until(() -> {
            process.requireAlive();
            return cluster.backlog(settings.get("application.id"), settings.get("input.topics")) == 0
                    && WRITTEN.stream().map(settings::get).noneMatch(cluster::hasOpenTransaction);
        });
    }

    private static List<MemberDescription> members(Map<String, String> settings) {
        String group = settings.get("application.id");
        try (Admin admin = cluster.admin()) {
            ConsumerGroupDescription description =
                    admin.describeConsumerGroups(List.of(group)).all().get().get(group);
            return List.copyOf(description.members());
        } catch (ExecutionException notThereYet) {
            return List.of();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
