package io.intentstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.config.AppConfig;
import io.intentstream.schema.PurchaseIntent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An engine in its own process is killed with SIGKILL while it works. Its results are compared with those of the core,
 * run offline over the same input. The kills follow random but reproducible amounts of progress.
 */
class ExactlyOnceIT {
    private static final int KILLS = 5;
    private static final long SEED = 20_260_301;

    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    @Test
    void shouldEmitExactlyOneIntentPerEventDespiteKillsAndDiskLoss() {
        // Given
        Map<String, String> settings =
                cluster.newApplication("exactly", Map.of("processing.guarantee", "exactly_once_v2"));

        // When
        OfflineRun expected = killAndLoseState(settings);

        // Then
        StreamResults results = new StreamResults(cluster, settings);
        assertThat(results.intentsByUser()).isEqualTo(expected.intents());
        assertThat(results.finalProfiles()).isEqualTo(expected.profiles());
        assertThat(results.finalStates()).isEqualTo(expected.statesAsHex());
        assertThat(cluster.readAll(settings.get("dead.letter.topic"))).hasSize(expected.garbage());
    }

    @Test
    void shouldEmitAtLeastOneIntentPerEventAndExactStateUnderAtLeastOnce() {
        // Given
        Map<String, String> settings =
                cluster.newApplication("atleast", Map.of("processing.guarantee", "at_least_once"));

        // When
        OfflineRun expected = killAndLoseState(settings);

        // Then
        StreamResults results = new StreamResults(cluster, settings);
        assertThat(eventIds(results.intentsByUser())).isEqualTo(eventIds(expected.intents()));
        assertThat(results.finalStates()).isEqualTo(expected.statesAsHex());
    }

    private static OfflineRun killAndLoseState(Map<String, String> settings) {
        AppConfig config = AppConfig.of(settings);
        try (KilledEngine engine =
                new KilledEngine(cluster, cluster.folder().resolve("run-" + config.applicationId()), settings, SEED)) {
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

    private static Set<String> eventIds(Map<String, List<PurchaseIntent>> intents) {
        Set<String> ids = new HashSet<>();
        intents.values().forEach(ofUser -> ofUser.forEach(intent -> ids.add(intent.getEventId())));
        return ids;
    }
}
