package io.intentstream.offline.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published files cannot be part of the project. The tests are skipped where they are absent. */
class RealFilesTest {

    private record Tally(long events, int users, int ids, Map<EventType, Long> types, boolean ordered) {}

    @Test
    void shouldReadAsManyTaobaoUserEventsAsDocumented(@TempDir Path directory) {
        // Given
        String file = RealFile.named("taobao/users.csv.gz");

        // When
        Tally counts = counts(EventTimeSorter.sort(
                EventFile.open(file, EventFormat.TAOBAO, MalformedPolicy.FAIL), 5_000, directory, "--out"));

        // Then
        assertThat(counts.events()).isEqualTo(84_475);
        assertThat(counts.ids()).isEqualTo(84_475);
        assertThat(counts.users()).isEqualTo(815);
        assertThat(counts.types()).containsEntry(EventType.PURCHASE, 1_750L);
        assertThat(counts.ordered()).isTrue();
    }

    @Test
    void shouldReadAsManyTaobaoStreamEventsAsDocumented() {
        // Given
        String file = RealFile.named("taobao/stream.csv.gz");

        // When
        Tally counts = counts(EventFile.open(file, EventFormat.TAOBAO, MalformedPolicy.FAIL));

        // Then
        assertThat(counts.events()).isEqualTo(110_300);
        assertThat(counts.users()).isEqualTo(66_454);
        assertThat(counts.ordered()).isTrue();
    }

    @Test
    void shouldReadAsManyRees46EventsAsDocumentedExceptTruncatedLine() {
        // Given
        String file = RealFile.named("rees46/sample.csv.gz");
        EventSource source = EventFile.open(file, EventFormat.REES46, MalformedPolicy.SKIP_AND_COUNT);

        // When
        Tally counts = counts(source);

        // Then
        assertThat(counts.events()).isEqualTo(17_434);
        assertThat(source.malformed().count()).isEqualTo(1);
        assertThat(source.malformed().first().get(0).describe()).contains("line 17436", "found 8 columns");
    }

    @Test
    void shouldReadEveryRowOfGa4sExport() {
        // Given
        String file = RealFile.named("ga4/bigquery_export_sample.ndjson.gz");
        EventSource source = EventFile.open(file, EventFormat.GA4, MalformedPolicy.FAIL);

        // When
        Tally counts = counts(source);

        // Then
        assertThat(counts.events()).isEqualTo(2_868);
        assertThat(counts.ids()).isEqualTo(2_868);
        assertThat(counts.types())
                .containsEntry(EventType.PAGE_VIEW, 1_515L)
                .containsEntry(EventType.ADD_TO_CART, 119L)
                .containsEntry(EventType.PURCHASE, 59L);
        assertThat(source.skipped()).containsEntry("user engagement", 1_218L).containsEntry("scroll", 752L);
    }

    @Test
    void shouldReadSnowplowsExportExceptEventsWithoutUser() {
        // Given
        String file = RealFile.named("snowplow/events.csv.gz");
        EventSource source = EventFile.open(file, EventFormat.SNOWPLOW, MalformedPolicy.SKIP_AND_COUNT);

        // When
        Tally counts = counts(source);

        // Then
        assertThat(counts.events()).isEqualTo(822);
        assertThat(source.malformed().count()).isEqualTo(10);
        assertThat(counts.types())
                .containsEntry(EventType.VIEW_ITEM, 178L)
                .containsEntry(EventType.ADD_TO_CART, 37L)
                .containsEntry(EventType.PURCHASE, 13L);
    }

    @Test
    void shouldReadAsManyClickstreamDmmEventsAndLabelsAsDocumented() {
        // Given
        String file = RealFile.named("clickstreamdmm/sessions.csv.gz");

        // When
        Tally counts = counts(EventFile.open(file, EventFormat.CLICKSTREAMDMM, MalformedPolicy.FAIL));
        Map<String, Boolean> labels = ClickstreamDmm.labels(Path.of(file));

        // Then
        assertThat(counts.events()).isEqualTo(257_766);
        assertThat(counts.users()).isEqualTo(19_352).isEqualTo(labels.size());
        double buyers = labels.values().stream().filter(bought -> bought).count();
        assertThat(buyers / labels.size()).isBetween(0.2265, 0.2275);
    }

    @ParameterizedTest
    @CsvSource({
        "taobao/users.csv.gz, TAOBAO",
        "rees46/sample.csv.gz, REES46",
        "clickstreamdmm/sessions.csv.gz, CLICKSTREAMDMM",
        "ga4/bigquery_export_sample.ndjson.gz, GA4",
        "snowplow/events.csv.gz, SNOWPLOW"
    })
    void shouldGuessTheFormat(String name, EventFormat expected) {
        // Given
        String file = RealFile.named(name);

        // When // Then
        assertThat(EventFile.guessFormat(file)).contains(expected);
    }

    @Test
    void shouldCountTheOrdersOfGa4sExport() {
        // Given
        String file = RealFile.named("ga4/bigquery_export_sample.ndjson.gz");

        // When
        FormatReport report = FormatCheck.read(file, FileFormat.of(EventFormat.GA4), System.currentTimeMillis());

        // Then
        assertThat(report.records()).isEqualTo(5_057);
        assertThat(report.events()).isEqualTo(2_868);
        FormatReport.Contents contents = report.contents().orElseThrow();
        assertThat(contents.users().count()).isEqualTo(107);
        assertThat(contents.orders()).isEqualTo(new FormatReport.DistinctCount(57, true));
        assertThat(contents.valueMinor()).containsExactly(Map.entry("USD", 289_800L));
        assertThat(report.unknownEvents()).isEmpty();
    }

    private static Tally counts(EventSource source) {
        Set<String> users = new HashSet<>();
        Set<String> ids = new HashSet<>();
        Map<EventType, Long> types = new EnumMap<>(EventType.class);
        boolean ordered = true;
        long events = 0;
        Instant last = Instant.MIN;
        try (source) {
            ClickEvent event;
            while ((event = source.next()) != null) {
                events++;
                users.add(event.getUserId());
                ids.add(event.getEventId());
                types.merge(event.getEventType(), 1L, Long::sum);
                ordered &= !event.getEventTime().isBefore(last);
                last = event.getEventTime();
            }
        }
        return new Tally(events, users.size(), ids.size(), types, ordered);
    }
}
