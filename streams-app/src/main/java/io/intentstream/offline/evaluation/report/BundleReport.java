package io.intentstream.offline.evaluation.report;

import java.util.List;
import java.util.Optional;

/**
 * What was found about one bundle.
 *
 * @param subject the bundle
 * @param protocol how it was measured
 * @param data what it was measured on, by data set
 * @param findings the figures: of all data sets together first, then of each; one if there is only one data set
 * @param notes what a reader must know besides
 */
public record BundleReport(
        Subject subject, Protocol protocol, List<Data> data, List<DataSetResults> findings, List<String> notes) {

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
     * @param split the part measured on, in words
     * @param seed of the split, of drawings and of what the baselines draw by lot
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
     * @param users users in the file
     * @param outcomes what counts as positive, in words
     */
    public record Data(String file, String format, long events, long leftOut, int users, String outcomes) {}

    /** The row of the same approach on a data set, seen from a vantage; none if that was left out. */
    Optional<MetricRow> find(String dataSet, String view, MetricRow row) {
        return findings.stream()
                .filter(other -> other.dataSet().equals(dataSet))
                .flatMap(other -> other.views().stream())
                .filter(other -> other.id().equals(view))
                .flatMap(other -> other.rows().stream())
                .filter(other -> other.id().equals(row.id()) && other.fittedTo().equals(row.fittedTo()))
                .findFirst();
    }

    /** Whether the model is compared with anything. */
    boolean hasBaselines() {
        return findings.stream()
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
