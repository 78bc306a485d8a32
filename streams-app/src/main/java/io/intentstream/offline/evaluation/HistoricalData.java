package io.intentstream.offline.evaluation;

import io.intentstream.offline.input.ClickstreamDmm;
import io.intentstream.offline.input.EventFile;
import io.intentstream.offline.input.EventFormat;
import io.intentstream.offline.input.EventSource;
import io.intentstream.offline.input.FileFormat;
import io.intentstream.offline.input.MalformedPolicy;
import io.intentstream.offline.training.data.EventLog;
import java.nio.file.Path;
import java.util.Map;

/**
 * The events of a file and where their outcomes come from.
 *
 * @param file the file's name
 * @param format the file's format
 * @param log its events
 * @param malformed number of lines that are not events
 * @param skipped number of lines that are no events on purpose, by what they are
 * @param outcomes where the outcomes come from
 */
public record HistoricalData(
        String file, EventFormat format, EventLog log, long malformed, Map<String, Long> skipped, Outcomes outcomes) {

    /** Lines and events that do not count: malformed, invalid, duplicate, without consent. */
    public long leftOut() {
        return malformed + log.rejected() + log.duplicates() + log.withheld();
    }

    /** Its name in reports. */
    public String title() {
        return file + " (" + format.id() + ")";
    }

    /**
     * Reads a file to its end.
     *
     * @param file a path; {@link EventFile#STANDARD_INPUT} where the format has no labels of its own
     */
    public static HistoricalData read(String file, FileFormat fileFormat, MalformedPolicy policy) {
        EventFormat format = fileFormat.kind();
        if (format == EventFormat.CLICKSTREAMDMM && EventFile.isReadOnce(file)) {
            throw new EvaluationException("The labels of " + format.id() + " are read separately from the events, and"
                    + " standard input or a pipe can be read only once: name a file with --input");
        }
        try (EventSource source = EventFile.open(file, fileFormat, policy, MalformedPolicy.FAIL)) {
            boolean labelled = format == EventFormat.CLICKSTREAMDMM;
            Map<String, Boolean> labels = labelled ? ClickstreamDmm.labels(Path.of(file)) : Map.of();
            EventLog log = EventLog.read(source, labels);
            if (log.events() == 0) {
                throw new EvaluationException(file + " contains no valid event: check --input and --format");
            }
            String name = file.equals(EventFile.STANDARD_INPUT)
                    ? "standard input"
                    : Path.of(file).getFileName().toString();
            return new HistoricalData(
                    name,
                    format,
                    log,
                    source.malformed().count(),
                    source.skipped(),
                    labelled ? Outcomes.PUBLISHED : Outcomes.PURCHASE_EVENTS);
        }
    }
}
