package io.intentstream.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.intentstream.config.AppConfig;
import io.intentstream.core.event.RejectReason;
import io.intentstream.core.recommendation.TestItems;
import io.intentstream.stream.BadRecords;
import io.intentstream.stream.ClickEvents;
import io.intentstream.stream.IntentStream;
import io.intentstream.stream.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The metrics that a running engine serves, and their use in the dashboard, the alerts and the documents. */
class PrometheusMetricsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path REPOSITORY = Path.of("..");
    private static final Path DASHBOARD = REPOSITORY.resolve("docker/grafana/dashboards/intentstream.json");
    private static final Path RULES = REPOSITORY.resolve("docker/prometheus/rules.yml");
    /** Labels that Prometheus adds to every series, and its own metric that the alerts read. */
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance", "up");

    private static final int GOOD_EVENTS = 100;
    private static final int USERS = 10;

    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    private static IntentStream stream;
    private static PrometheusMetrics metrics;
    private static Collection<BadRecords.BadRecord> bad;
    private static Exposition served;

    @BeforeAll
    static void playEvents() throws IOException {
        Path audiences = Files.writeString(
                cluster.folder().resolve("audiences.yaml"), "audiences:\n  - name: everybody\n    when: events > 0\n");
        Map<String, String> settings = cluster.newApplication(
                "measured",
                Map.of(
                        "audiences.path",
                        audiences.toString(),
                        "audience.events.topic",
                        "measured-audience-events",
                        "items.path",
                        TestItems.write(cluster.folder().resolve("items"), 10, 2, 1)
                                .toString(),
                        "recommendations.topic",
                        "measured-recommendations"));
        AppConfig config = AppConfig.of(settings);
        stream = IntentStream.open(config);
        metrics = PrometheusMetrics.of(stream, config);
        stream.start();
        await().atMost(PATIENCE).until(() -> stream.state() == State.RUNNING);
        send(settings.get("input.topics"));
        await().atMost(PATIENCE).until(() -> {
            System.gc();
            served = Exposition.of(metrics.scrape());
            return served.value("intentstream_latency_seconds_count") == GOOD_EVENTS + 1 + bad.size()
                    && served.labels().containsKey("intentstream_consumer_lag_records")
                    && served.labels().containsKey("jvm_gc_pause_seconds_sum");
        });
    }

    @AfterAll
    static void stop() {
        metrics.close();
        stream.close();
    }

    /** Ten users' views, one of them twice, and every kind of bad record. */
    private static void send(String topic) {
        Instant now = Instant.now();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < GOOD_EVENTS; i++) {
            records.add(cluster.record(topic, ClickEvents.view("user-" + i % USERS, "event-" + i, now.plusMillis(i))));
        }
        records.add(records.get(0));
        bad = BadRecords.all(cluster.eventSerializer(), cluster.registryClient(), now)
                .values();
        bad.forEach(record -> records.add(new ProducerRecord<>(topic, 0, record.key(), record.value())));
        cluster.send(records);
    }

    @Test
    void shouldCountOutcomeOfEveryRecord() {
        assertThat(served.value("intentstream_records_total")).isEqualTo(GOOD_EVENTS + 1 + bad.size());
        assertThat(served.value("intentstream_events_total{outcome=\"scored\"}"))
                .isEqualTo(GOOD_EVENTS);
        assertThat(served.value("intentstream_events_total{outcome=\"duplicate\"}"))
                .isEqualTo(1);
        for (RejectReason reason : RejectReason.values()) {
            assertThat(served.value("intentstream_dead_letters_total{reason=\"" + reason + "\"}"))
                    .isEqualTo(bad.stream()
                            .filter(record -> record.reason() == reason)
                            .count());
        }
    }

    @Test
    void shouldCountIntentsByBandAndScore() {
        assertThat(Stream.of("LOW", "MEDIUM", "HIGH")
                        .mapToDouble(band -> served.value("intentstream_intents_total{band=\"" + band + "\"}"))
                        .sum())
                .isEqualTo(GOOD_EVENTS);
        assertThat(served.value("intentstream_score_bucket{le=\"1.0\"}")).isEqualTo(GOOD_EVENTS);
        assertThat(served.value("intentstream_feature_events_total")).isEqualTo(GOOD_EVENTS);
    }

    @Test
    void shouldCountMissingAndUnknownValuesOfFeatures() {
        // Then: the first event of each user has no interval, and the model knows views of items
        assertThat(served.value("intentstream_feature_gaps_total{feature=\"log_interval\"}"))
                .isEqualTo(USERS);
        assertThat(served.value("intentstream_feature_unknown_total{feature=\"event_type\"}"))
                .isZero();
    }

    @Test
    void shouldTellHowTheItemsBundleIsUsed() {
        assertThat(served.value("intentstream_item_events_total{known=\"true\"}"))
                .isEqualTo(GOOD_EVENTS);
        assertThat(served.value("intentstream_item_events_total{known=\"false\"}"))
                .isZero();
        assertThat(served.value("intentstream_recommendation_lists_total{trigger=\"SESSION_START\"}"))
                .isEqualTo(USERS);
        assertThat(served.value("intentstream_items_age_seconds"))
                .isGreaterThan(Duration.between(TestItems.TRAINED_UNTIL, Instant.parse("2026-01-01T00:00:00Z"))
                        .toSeconds());
    }

    @Test
    void shouldMeasureQueueAndModelTimeSeparately() {
        double latency = served.value("intentstream_latency_seconds_sum");
        double queue = served.value("intentstream_queue_seconds_sum");
        assertThat(queue).isPositive().isLessThan(latency);
        assertThat(served.value("intentstream_model_seconds_total"))
                .isPositive()
                .isLessThan(served.value("intentstream_stage_seconds_total{stage=\"score\"}"));
    }

    @Test
    void shouldReportLagOfEveryPartition() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Exposition now = Exposition.of(metrics.scrape());
            for (int partition = 0; partition < TestCluster.PARTITIONS; partition++) {
                assertThat(now.value(
                                "intentstream_consumer_lag_records{partition=\"%d\",topic=\"measured-clickstream\"}"
                                        .formatted(partition)))
                        .isZero();
            }
        });
    }

    @Test
    void shouldServeAllMetricsOfTheDashboard() throws IOException {
        // Given
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        List<String> expressions = dashboard.findValuesAsText("expr");

        // When
        Set<String> missing = notServed(expressions);
        dashboard.findParents("legendFormat").forEach(target -> missing.addAll(unknownInLegend(target)));

        // Then
        assertThat(expressions).hasSizeGreaterThan(30);
        assertThat(missing).isEmpty();
    }

    @Test
    void shouldServeAllMetricsOfTheRules() throws IOException {
        // Given
        List<String> expressions = rules("expr");

        // When // Then
        assertThat(expressions).hasSizeGreaterThan(10);
        assertThat(notServed(expressions)).isEmpty();
    }

    @Test
    void shouldExplainEveryAlert() throws IOException {
        // Given
        List<String> alerts = rules("alert");
        List<String> runbooks = rules("runbook_url");

        // When
        List<String> headings = Files.readAllLines(REPOSITORY.resolve("docs/operations.md")).stream()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .toList();

        // Then
        assertThat(alerts).hasSizeGreaterThan(7);
        assertThat(runbooks)
                .isEqualTo(alerts.stream()
                        .map(alert -> "docs/operations.md#" + alert.toLowerCase(Locale.ROOT))
                        .toList());
        assertThat(headings).containsAll(alerts);
    }

    @Test
    void shouldDocumentExactlyItsOwnMetrics() throws IOException {
        // Given
        Set<String> documented = found(
                        "\\| `(intentstream_\\w+)` \\|", Files.readString(REPOSITORY.resolve("docs/metrics.md")))
                .filter(name -> !name.startsWith("intentstream_collector_")) // CollectorServerIT compares these
                .collect(Collectors.toCollection(TreeSet::new));

        // When
        Set<String> own = served.families().stream()
                .filter(name -> name.startsWith("intentstream_"))
                .collect(Collectors.toCollection(TreeSet::new));

        // Then
        assertThat(documented).isEqualTo(own);
    }

    /** Metrics and labels that the expressions read and the engine does not serve. */
    private static Set<String> notServed(List<String> expressions) throws IOException {
        Set<String> recorded = new HashSet<>(rules("record"));
        Set<String> missing = new TreeSet<>();
        for (PromQl expression : expressions.stream().map(PromQl::new).toList()) {
            expression.selected().forEach((metric, labels) -> {
                if (!recorded.contains(metric) && !OF_PROMETHEUS.contains(metric)) {
                    labels.stream()
                            .filter(label -> !isLabel(label, Set.of(metric)))
                            .forEach(label -> missing.add(metric + "{" + label + "}"));
                    if (!served.labels().containsKey(metric)) {
                        missing.add(metric);
                    }
                }
            });
            expression.grouped().stream()
                    .filter(label -> !isLabel(label, expression.selected().keySet()))
                    .forEach(missing::add);
        }
        return missing;
    }

    private static boolean isLabel(String label, Set<String> metrics) {
        return OF_PROMETHEUS.contains(label)
                || metrics.stream()
                        .anyMatch(metric ->
                                served.labels().getOrDefault(metric, Set.of()).contains(label));
    }

    /** Labels that a legend uses and its expression drops. */
    private static Set<String> unknownInLegend(JsonNode target) {
        PromQl expression = new PromQl(target.get("expr").asText());
        return found("\\{\\{(\\w+)}}", target.get("legendFormat").asText())
                .filter(label -> expression.grouped().isEmpty()
                        ? !isLabel(label, expression.selected().keySet())
                        : !expression.grouped().contains(label))
                .collect(Collectors.toSet());
    }

    /** The values of a field in all rules. */
    private static List<String> rules(String field) throws IOException {
        return new YAMLMapper().readTree(RULES.toFile()).findValuesAsText(field);
    }

    private static Stream<String> found(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1));
    }
}
