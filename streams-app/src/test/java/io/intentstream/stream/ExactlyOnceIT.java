package io.intentstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.config.AppConfig;
import io.intentstream.core.recommendation.TestItems;
import io.intentstream.schema.AudienceCause;
import io.intentstream.schema.AudienceEvent;
import io.intentstream.schema.PurchaseIntent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An engine in its own process is killed with SIGKILL while it works. Its results are compared with those of the core,
 * run offline over the same input. The kills follow random but reproducible amounts of progress.
 */
class ExactlyOnceIT {
    private static final int KILLS = 5;
    private static final long SEED = 20_260_301;
    /** For a compacted topic that keeps every record for the comparison, in milliseconds. */
    private static final String CENTURY = "3153600000000";

    private static final String AUDIENCES = """
            audiences:
              - name: here
                when: session.active
              - name: away
                when: since(lastSeen) >= duration("45m")
              - name: left-a-cart
                when: cart.items > 0 && since(lastSeen) >= duration("31m")
                reenter-after: 2h
              - name: often
                when: count("VIEW_ITEM", duration("1h")) >= 5
              - name: likely
                when: intent.probability >= 0.2
                until: intent.probability < 0.1 || !session.active
              - name: away-with-orders
                when: audience("away") && orders > 0
            """;

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

    /**
     * The engine's sweeps bring out for silent users, again and again interrupted, what the core says with their next event. So
     * do lists of recommendations, with every event that asks for one.
     */
    @Test
    void shouldFollowTimeExactlyOnceDespiteKillsAndDiskLoss() throws IOException {
        // Given
        Path file = Files.writeString(cluster.folder().resolve("audiences.yaml"), AUDIENCES);
        cluster.createTopic(
                "timely-recommendations",
                TestCluster.PARTITIONS,
                Map.of("cleanup.policy", "compact", "min.compaction.lag.ms", CENTURY));
        Map<String, String> settings = cluster.newApplication(
                "timely",
                Map.of(
                        "audiences.path",
                        file.toString(),
                        "audience.events.topic",
                        "timely-audience-events",
                        "session.outcomes.topic",
                        "timely-session-outcomes",
                        "items.path",
                        TestItems.write(cluster.folder().resolve("items"), 400, 20, 1)
                                .toString(),
                        "recommendations.topic",
                        "timely-recommendations"));

        // When
        OfflineRun expected = killAndLoseState(settings);

        // Then
        StreamResults results = new StreamResults(cluster, settings);
        assertThat(results.audienceEventsByUser()).isEqualTo(expected.audienceEvents());
        assertThat(results.sessionOutcomesByUser()).isEqualTo(expected.sessionOutcomes());
        assertThat(results.recommendationsByUser()).isEqualTo(expected.recommendations());
        assertThat(expected.recommendations()).hasSizeGreaterThan(1_000);
        assertThat(results.intentsByUser()).isEqualTo(expected.intents());
        assertThat(results.finalProfiles()).isEqualTo(expected.profiles());
        assertThat(results.countedMembers())
                .isEqualTo(results.recountedMembers())
                .hasSizeGreaterThan(2);
        assertThat(causes(expected)).contains(AudienceCause.EVENT, AudienceCause.TIME);
    }

    private static Set<AudienceCause> causes(OfflineRun run) {
        return run.audienceEvents().values().stream()
                .flatMap(List::stream)
                .map(AudienceEvent::getCause)
                .collect(Collectors.toSet());
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
