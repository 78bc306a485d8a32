package io.intentstream.offline.evaluation;

import io.intentstream.offline.evaluation.report.EvaluationReport;
import io.intentstream.offline.evaluation.report.HtmlReport;
import io.intentstream.offline.evaluation.report.JsonReport;
import io.intentstream.offline.evaluation.report.MarkdownReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a report's three files. They are written to a temporary folder first and then moved, so that no reader finds an
 * incomplete file. The files of an earlier report are replaced.
 */
public final class ReportWriter {
    private ReportWriter() {}

    /**
     * Writes {@code report.json}, {@code report.md} and {@code report.html}.
     *
     * @param folder the target; created if it does not exist
     * @throws EvaluationException when it cannot be written
     */
    public static void write(EvaluationReport report, Path folder) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("report.json", JsonReport.write(report));
        files.put("report.md", MarkdownReport.write(report));
        files.put("report.html", HtmlReport.write(report));
        try {
            Files.createDirectories(folder);
            Path staging = Files.createTempDirectory(folder, ".report-");
            try {
                for (Map.Entry<String, String> file : files.entrySet()) {
                    Files.writeString(staging.resolve(file.getKey()), file.getValue());
                }
                for (String file : files.keySet()) {
                    Files.move(staging.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
                }
            } finally {
                discard(staging, files);
            }
        } catch (IOException e) {
            throw new EvaluationException(
                    "The report cannot be written to " + folder + " (" + e.getMessage() + "): name another --out", e);
        }
    }

    private static void discard(Path staging, Map<String, String> files) throws IOException {
        for (String file : files.keySet()) {
            Files.deleteIfExists(staging.resolve(file));
        }
        Files.delete(staging);
    }
}
