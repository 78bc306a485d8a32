package io.intentstream.evaluation.report;

import java.util.List;

/**
 * What was found about one bundle.
 *
 * @param subject the bundle
 * @param data what it was measured on
 * @param views the figures, by vantage
 * @param approach scores towards the end of sessions
 * @param notes what a reader must know besides
 */
public record BundleReport(Subject subject, Data data, List<View> views, List<Approach> approach, List<String> notes) {

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
     * What it was measured on.
     *
     * @param file name of the file
     * @param format its format
     * @param events events that count
     * @param leftOut lines and events that do not count
     * @param users users in the file
     * @param split the part measured on, in words
     * @param seed of the split, of drawings and of what the baselines draw by lot
     * @param outcomes what counts as positive, in words
     * @param drawings of users, for the intervals
     */
    public record Data(
            String file,
            String format,
            long events,
            long leftOut,
            int users,
            String split,
            long seed,
            String outcomes,
            int drawings) {}

    /** Name and version. */
    public String title() {
        return subject.name() + " " + subject.version();
    }
}
