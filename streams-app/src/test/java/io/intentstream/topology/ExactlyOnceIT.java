package io.intentstream.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.config.AppConfig;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An engine as a process of its own, killed with SIGKILL while it works; what it leaves behind is compared with the core
 * run offline over the same input. The kills come after random but repeatable amounts of progress.
 */
class ExactlyOnceIT {
    private static final int KILLS = 5;
    private static final long SEED = 20_260_301;

    @TempDir
    private static Path folder;

    private static TestCluster cluster;

    @BeforeAll
    static void startCluster() {
        cluster = TestCluster.start(folder);
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @Test
    void shouldGiveEachEventExactlyOneIntentThroughKillsAndTheLossOfItsDisk() {
        // Given
        Map<String, String> settings = cluster.settings("exactly", Map.of("processing.guarantee", "exactly_once_v2"));
        cluster.createTopics(settings);

        // When
        OfflineRun expected = killAndLoseState(settings);

        // Then
        assertThat(intentsByUser(settings)).isEqualTo(expected.intents());
        assertThat(finalProfiles(settings)).isEqualTo(expected.profiles());
        assertThat(finalStates(settings)).isEqualTo(hex(expected.states()));
        assertThat(cluster.readAll(settings.get("dead.letter.topic"))).hasSize(expected.garbage());
    }

    @Test
    void shouldGiveEachEventAtLeastOneIntentAndTheRightStateUnderAtLeastOnce() {
        // Given
        Map<String, String> settings = cluster.settings("atleast", Map.of("processing.guarantee", "at_least_once"));
        cluster.createTopics(settings);

        // When
        OfflineRun expected = killAndLoseState(settings);

        // Then
        assertThat(eventIds(intentsByUser(settings))).isEqualTo(eventIds(expected.intents()));
        assertThat(finalStates(settings)).isEqualTo(hex(expected.states()));
    }

    private static OfflineRun killAndLoseState(Map<String, String> settings) {
        AppConfig config = AppConfig.of(settings);
        try (KilledEngine engine =
                new KilledEngine(cluster, folder.resolve("run-" + config.applicationId()), settings, SEED)) {
            engine.killWhileWorking(KILLS);
            engine.loseLocalState();
            OfflineRun offline = OfflineRun.over(
                    cluster.readAll(settings.get("input.topics")),
                    cluster.serdes().deserializer(),
                    config);
            assertThat(offline.scored() + offline.duplicates() + offline.garbage())
                    .isEqualTo(engine.sent())
                    .isGreaterThan(50_000);
            assertThat(offline.duplicates()).isPositive();
            return offline;
        }
    }

    private static Map<String, List<PurchaseIntent>> intentsByUser(Map<String, String> settings) {
        String topic = settings.get("intents.topic");
        Deserializer<PurchaseIntent> deserializer = cluster.serdes().deserializer();
        Map<String, List<PurchaseIntent>> intents = new HashMap<>();
        cluster.readAll(topic)
                .forEach(record -> intents.computeIfAbsent(new String(record.key(), UTF_8), user -> new ArrayList<>())
                        .add(deserializer.deserialize(topic, record.value())));
        return intents;
    }

    private static Map<String, UserProfile> finalProfiles(Map<String, String> settings) {
        String topic = settings.get("profiles.topic");
        Deserializer<UserProfile> deserializer = cluster.serdes().deserializer();
        Map<String, UserProfile> profiles = new HashMap<>();
        cluster.readAll(topic)
                .forEach(record ->
                        profiles.put(new String(record.key(), UTF_8), deserializer.deserialize(topic, record.value())));
        return profiles;
    }

    private static Map<String, String> finalStates(Map<String, String> settings) {
        Map<String, byte[]> states = new HashMap<>();
        cluster.readAll(settings.get("application.id") + "-" + EngineTopology.USERS_STORE + "-changelog")
                .forEach(record -> states.put(new String(record.key(), UTF_8), record.value()));
        return hex(states);
    }

    private static Map<String, String> hex(Map<String, byte[]> states) {
        Map<String, String> hex = new TreeMap<>();
        states.forEach((user, state) -> hex.put(user, HexFormat.of().formatHex(state)));
        return hex;
    }

    private static Set<String> eventIds(Map<String, List<PurchaseIntent>> intents) {
        Set<String> ids = new HashSet<>();
        intents.values().forEach(ofUser -> ofUser.forEach(intent -> ids.add(intent.getEventId())));
        return ids;
    }
}
