package io.intentstream.offline.evaluation.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * The results for one bundle.
 *
 * @param subject the bundle
 * @param protocol how it was measured
 * @param data what it was measured on, by data set
 * @param results the metrics: all data sets together first, then each; a single entry if there is only one data set
 * @param notes what else a reader must know
 */
public record BundleReport(
        Subject subject,
        Protocol protocol,
        List<Data> data,
        @JsonProperty("findings") List<DataSetResults> results,
        List<String> notes) {

    /**
     * The bundle.
     *
     * @param name its name
     * @param version its version
     * @param horizon what it predicts, in words
     * @param sha256 of its weights
     * @param medium least probability of MEDIUM
     * @param high least probability of HIGH
     */
    public record Subject(String name, String version, String horizon, String sha256, double medium, double high) {}

    /**
     * How it was measured.
     *
     * @param split the users measured on, in words
     * @param seed of the split, the drawings and the baselines' random numbers
     * @param drawings of users, for the intervals
     */
    public record Protocol(String split, long seed, int drawings) {}

    /**
     * A data set.
     *
     * @param file name of the file
     * @param format its format
     * @param events events that count
     * @param leftOut lines and events that do not count
     * @param cutOff sessions left out since the recording ends before they do
     * @param users users in the file
     * @param outcomes what counts as positive, in words
     */
    public record Data(String file, String format, long events, long leftOut, int cutOff, int users, String outcomes) {}

    /** The row of the same model or baseline on a data set at an evaluation point; none if that was left out. */
    Optional<MetricRow> find(String dataSet, String view, MetricRow row) {
        return results.stream()
                .filter(other -> other.dataSet().equals(dataSet))
                .flatMap(other -> other.views().stream())
                .filter(other -> other.id().equals(view))
                .flatMap(other -> other.rows().stream())
                .filter(other -> other.id().equals(row.id()) && other.fittedTo().equals(row.fittedTo()))
                .findFirst();
    }

    /** Whether the model is compared with baselines. */
    boolean hasBaselines() {
        return results.stream()
                .flatMap(each -> each.views().stream())
                .anyMatch(view -> view.rows().size() > 1);
    }

    /** Name, version and seed. */
    public String heading() {
        return title() + ", seed " + protocol.seed();
    }

    /** Name and version. */
    public String title() {
        return subject.name() + " " + subject.version();
    }
}
