package io.intentstream.offline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.offline.evaluation.report.EvaluationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {
    @TempDir
    Path folder;

    @Test
    void shouldReplaceEarlierReportAndLeaveNothingElse() throws IOException {
        // Given
        Path out = folder.resolve("a/report");
        ReportWriter.write(report("Earlier"), out);

        // When
        ReportWriter.write(report("Later"), out);

        // Then
        try (var files = Files.list(out)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("report.json", "report.md", "report.html");
        }
        assertThat(out.resolve("report.json")).content().contains("Later").doesNotContain("Earlier");
        assertThat(out.resolve("report.md")).content().startsWith("# Later\n");
        assertThat(out.resolve("report.html")).content().contains("<title>Later</title>");
    }

    @Test
    void shouldNameFolderThatCannotBeWritten() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("taken"), "");

        // When // Then
        assertThatThrownBy(() -> ReportWriter.write(report("Report"), file))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("--out");
    }

    private static EvaluationReport report(String title) {
        return new EvaluationReport(title, "command", "code", List.of(), List.of(), List.of());
    }
}
