package io.intentstream.offline.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same report as JSON, Markdown, HTML and console text. */
class ReportFormatsTest {
    @Test
    void shouldWriteJsonWithItsKeysForPrograms() throws IOException {
        // When
        JsonNode json = new ObjectMapper().readTree(JsonReport.write(SampleReports.several()));

        // Then
        JsonNode row = json.at("/runs/0/findings/0/views/1/rows/2");
        assertThat(row.at("/fittedTo").asText()).isEqualTo("crop 5 alone");
        assertThat(row.at("/figures/auroc").toString())
                .isEqualTo("{\"value\":0.85,\"low\":0.84,\"high\":0.86,\"clear\":true}");
        assertThat(row.at("/lead/averagePrecision/value").asDouble()).isEqualTo(-0.05);
        assertThat(row.at("/figures/precisionHigh/value").isNull()).isTrue();
        assertThat(json.at("/summary/0/figures/auroc/mean").asDouble()).isEqualTo(0.85);
        assertThat(json.at("/summary/0/figures/auroc/deviation").asDouble()).isEqualTo(0.070711);
    }

    @Test
    void shouldWriteMetricsOfSectionToJson() throws IOException {
        // Given
        Section section = new Section(
                "Campaign",
                List.of("Text."),
                new ReportTable(List.of("a"), List.of(List.of("1"))),
                List.of(),
                List.of(0.1));
        EvaluationReport report = new EvaluationReport("t", "c", "v", List.of(section), List.of(), List.of());

        // When
        JsonNode json = new ObjectMapper().readTree(JsonReport.write(report));

        // Then
        assertThat(json.at("/sections/0").toString())
                .isEqualTo("{\"title\":\"Campaign\",\"text\":[\"Text.\"],\"figures\":[0.1]}");
    }

    @Test
    void shouldWriteMarkdownThatNamesCommandAndEveryPoint() {
        // When
        String markdown = MarkdownReport.write(SampleReports.single());

        // Then
        assertThat(markdown)
                .startsWith(
                        "# Evaluation of shop 1\n\nMade by intentstream 1 with\n\n```\nevaluate --out <folder>\n```")
                .containsSubsequence(
                        "## shop 1, seed 1\n",
                        "12,345 events of 7 users; 6 lines or events left out",
                        "- A note.\n",
                        "#### Compared with the strongest baselines\n",
                        "#### Evaluation point: every event\n",
                        "| this model | every event | 600 users | 0.800 (0.790 to 0.810) |",
                        "#### Evaluation point: crop 5\n",
                        "| boosting | crop 5 alone | 600 users | 0.850 (0.840 to 0.860) |",
                        "#### Every metric of the model\n")
                .doesNotContain("All bundles together");
    }

    @Test
    void shouldNotMentionBaselinesWhereThereAreNone() {
        // When
        String markdown = MarkdownReport.write(SampleReports.withoutBaselines());

        // Then
        assertThat(markdown).doesNotContain("baseline", "lead", "RFM");
    }

    @Test
    void shouldSummariseSeveralBundlesFirst() {
        // When
        String markdown = MarkdownReport.write(SampleReports.several());

        // Then
        assertThat(markdown)
                .containsSubsequence(
                        "## All bundles together\n",
                        "over 2 bundles, seeds 1, 2",
                        "| this model | every event | 600 users | 0.850 ± 0.071 |",
                        "+0.000 ± 0.071, ahead in 1 of 2",
                        "## shop 1, seed 1\n",
                        "## shop 1, seed 2\n");
    }

    @Test
    void shouldWriteSelfContainedPageWithPlots() {
        // When
        String html = HtmlReport.write(SampleReports.single());

        // Then
        assertThat(html)
                .startsWith("<!doctype html>")
                .contains("evaluate --out &lt;folder&gt;")
                .contains("<td>0.800 <small>(0.790 to 0.810)</small></td>")
                .contains("ROC curve", "Score by events before the end", "boosting, refitted")
                .doesNotContain("<script", "http", "NaN");
    }

    @Test
    void shouldShowBaselinesOnConsoleOnce() {
        // When
        String single = ConsoleReport.write(SampleReports.single());
        String several = ConsoleReport.write(SampleReports.several());

        // Then: at two points of one bundle, or of all bundles together
        assertThat(single).containsPattern("this model +every event +AUROC 0\\.800 \\(0\\.790 to 0\\.810\\)");
        assertThat(single.split("boosting", -1)).hasSize(4);
        assertThat(several.split("boosting", -1)).hasSize(4);
        assertThat(several).contains("all 2 bundles, shop.csv:");
    }
}
