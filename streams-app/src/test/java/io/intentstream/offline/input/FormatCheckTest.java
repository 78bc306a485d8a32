package io.intentstream.offline.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.event.RejectReason;
import io.intentstream.offline.input.FormatReport.Contents;
import io.intentstream.offline.input.FormatReport.DistinctCount;
import io.intentstream.offline.input.FormatReport.MappedLine;
import io.intentstream.offline.input.FormatReport.NameCount;
import io.intentstream.offline.input.FormatReport.RejectedLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatCheckTest {
    private static final long NOW = 1_800_000_000_000L;

    @TempDir
    private Path folder;

    private FormatReport segment(String... lines) throws IOException {
        String file = TemporaryEventFile.plain(folder, lines);
        return FormatCheck.read(file, FileFormat.of(EventFormat.SEGMENT), NOW);
    }

    private static String track(String user, int second, String name, String properties) {
        return "{\"type\":\"track\",\"messageId\":\"" + user + second + name + "\",\"userId\":\"" + user
                + "\",\"event\":\"" + name + "\",\"timestamp\":\"2024-05-01T10:00:0" + second + "Z\",\"properties\":{"
                + properties + "}}";
    }

    private static String order(String user, int second, String id, String more) {
        return track(user, second, "Order Completed", "\"order_id\":\"" + id + "\",\"currency\":\"EUR\"" + more);
    }

    @Test
    void shouldCountAnOrderOnceForEachUserAtItsDeclaredValue() throws IOException {
        // When
        FormatReport report = segment(
                order(
                        "ann",
                        1,
                        "7",
                        ",\"products\":[{\"product_id\":\"a\",\"price\":1},{\"product_id\":\"b\",\"price\":2}]"),
                order("ann", 2, "7", ",\"total\":5"),
                order("bob", 3, "7", ",\"total\":10"),
                track("bob", 4, "Order Completed", "\"currency\":\"USD\",\"total\":1"));

        // Then
        Contents contents = report.contents().orElseThrow();
        assertThat(contents.types()).containsExactly(new NameCount("PURCHASE", 4, ""));
        assertThat(contents.orders()).isEqualTo(new DistinctCount(3, true));
        assertThat(contents.valueMinor()).isEqualTo(Map.of("EUR", 1_500L, "USD", 100L));
        assertThat(contents.users()).isEqualTo(new DistinctCount(2, true));
        assertThat(contents.products()).isEqualTo(new DistinctCount(2, true));
    }

    @Test
    void shouldCountEveryLineThatIsTooLong() throws IOException {
        // Given
        String tooLong = "x".repeat(LineReader.LONGEST_LINE + 1);
        Path file = folder.resolve("long.json");
        Files.write(file, Collections.nCopies(7, tooLong));

        // When
        FormatReport report = FormatCheck.read(file.toString(), FileFormat.of(EventFormat.GA4), NOW);

        // Then
        assertThat(report.rejected())
                .containsExactly(new RejectedLines(
                        RejectReason.UNDECODABLE,
                        "whole line: expected at most 1048576 bytes",
                        7,
                        List.of(1L, 2L, 3L, 4L, 5L)));
        assertThat(report.records()).isEqualTo(7);
        assertThat(report.contents()).isEmpty();
    }

    @Test
    void shouldJoinTheSameFaultAtDifferentPlaces() throws IOException {
        // Given
        String first = order("ann", 1, "1", ",\"products\":[{\"product_id\":\"a\",\"price\":\"x\"}]");
        String second =
                order("ann", 2, "2", ",\"products\":[{\"product_id\":\"a\"},{\"product_id\":\"b\",\"price\":\"x\"}]");

        // When
        FormatReport report = segment(first, second, "{\"a\":", "{\"bcd\":");

        // Then
        assertThat(report.rejected()).extracting(RejectedLines::records).containsExactly(2L, 2L);
        assertThat(report.rejected().get(0).message())
                .isEqualTo("properties.products[].price is not a number such as 12.50");
        assertThat(report.rejected())
                .extracting(RejectedLines::first)
                .containsExactly(List.of(1L, 2L), List.of(3L, 4L));
    }

    @Test
    void shouldTellWhatIsUnknownUnusedAndMissing() throws IOException {
        // When
        FormatReport report = segment(
                track("ann", 1, "Quiz Won", "\"prize\":\"hat\""),
                "{\"type\":\"identify\",\"userId\":\"ann\"}",
                "{\"type\":\"page\",\"timestamp\":\"2024-05-01T10:00:00Z\"}");

        // Then
        assertThat(report.unknownEvents()).containsExactly(new NameCount("Quiz Won", 1, ""));
        assertThat(report.unusedFields()).contains(new NameCount("properties.prize", 1, "hat"));
        assertThat(report.missing()).containsExactly(new NameCount("userId", 1, ""));
        assertThat(report.skipped()).containsExactly(new NameCount("identify", 1, ""));
        assertThat(report.contents().orElseThrow().absent()).contains("itemId", "orderId");
    }

    @Test
    void shouldShowAnOrderOfSeveralProductsAmongDifferentTypes() throws IOException {
        // When
        FormatReport report = segment(
                track("ann", 1, "Quiz Won", ""),
                track("ann", 2, "Quiz Won", ""),
                track("ann", 3, "Product Added", "\"product_id\":\"a\",\"price\":1"),
                order("ann", 4, "7", ",\"products\":[{\"product_id\":\"a\"}]"),
                order("bob", 5, "8", ",\"products\":[{\"product_id\":\"a\"},{\"product_id\":\"b\"}]"),
                "{\"type\":\"page\",\"userId\":\"ann\",\"timestamp\":\"2024-05-01T10:00:00Z\",\"unused\":1}");

        // Then
        assertThat(report.examples()).extracting(MappedLine::line).containsExactly(3L, 5L, 6L);
        assertThat(report.examples().get(2).used().has("unused")).isFalse();
        assertThat(report.examples().get(2).source()).contains("unused");
    }

    @Test
    void shouldCountUsersToABound() {
        // Given
        DistinctIds ids = new DistinctIds();

        // When
        for (int i = 0; i < DistinctIds.MOST; i++) {
            ids.add("user-" + i);
        }
        ids.add("user-0");
        DistinctCount atBound = ids.count();
        ids.add("one more");

        // Then
        assertThat(atBound).isEqualTo(new DistinctCount(DistinctIds.MOST, true));
        assertThat(ids.count()).isEqualTo(new DistinctCount(DistinctIds.MOST, false));
    }
}
