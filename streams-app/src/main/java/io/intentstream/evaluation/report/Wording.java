package io.intentstream.evaluation.report;

import java.util.List;

/** The report's sentences, shared by all ways to write it. */
final class Wording {
    static final String INTERVALS =
            "In brackets: 95 %% intervals from %s drawings of users with replacement, the same for"
                    + " all rows. A lead is this model's figure less the other's, drawn pair by pair: an interval that leaves"
                    + " out 0 tells the two apart.";
    static final String FIGURES =
            "ECE is the expected calibration error over 15 bins of equal width. The last-event rule"
                    + " says how often events of the last event's type came true in training; the RFM rule adds up points for"
                    + " recency, frequency and value of purchases. Lift at x % is how much likelier than the base rate the"
                    + " strongest x % come true. A dash means that a figure is not defined, as precision is where nothing is"
                    + " selected.";
    static final String APPROACH = "Mean probability towards the end: how early buyers stand out. Sessions that buy are"
            + " counted back from the event before their first purchase where purchases are events, else from the last"
            + " event; only places with at least 20 sessions of each kind are shown.";
    static final String SPREAD =
            "Mean ± standard deviation over %d bundles, each on the test part of its own split, with"
                    + " the baselines learnt on that split.";

    private Wording() {}

    static String title(EvaluationReport report) {
        return "Evaluation of "
                + String.join(
                        ", ",
                        report.runs().stream()
                                .map(BundleReport::title)
                                .distinct()
                                .toList());
    }

    /** What a bundle was measured on, one sentence an item. */
    static List<String> facts(BundleReport run) {
        BundleReport.Data data = run.data();
        return List.of(
                "Predicts: " + run.subject().horizon() + ". Weights: SHA-256 "
                        + run.subject().sha256() + ".",
                "Bands: MEDIUM from " + run.subject().medium() + ", HIGH from "
                        + run.subject().high() + ".",
                "Data: " + data.file() + " (" + data.format() + "), " + Numbers.count(data.events()) + " events of "
                        + Numbers.count(data.users()) + " users; " + Numbers.count(data.leftOut())
                        + " lines or events left out as malformed, invalid, duplicate or without consent.",
                "Measured on: " + data.split() + "; seed " + data.seed() + ".",
                data.outcomes());
    }

    static String intervals(BundleReport run) {
        return Numbers.format(INTERVALS, Numbers.count(run.data().drawings()));
    }

    static String view(View view) {
        return Numbers.count(view.scores()) + " scores in " + Numbers.count(view.sessions()) + " sessions of "
                + Numbers.count(view.users()) + " users; " + Numbers.count(view.positives()) + " positive ("
                + Numbers.percent(view.baseRate()) + ", which is the average precision that chance gives).";
    }
}
