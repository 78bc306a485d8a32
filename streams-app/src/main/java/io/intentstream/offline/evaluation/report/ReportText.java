package io.intentstream.offline.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The report's sentences, shared by all ways to write it. */
final class ReportText {
    private static final String INTERVALS =
            "In brackets: 95 %% intervals from %s drawings of users with replacement, the same for all rows.";
    private static final String LEADS =
            " A lead is this model's figure less the other's, drawn pair by pair: an interval that leaves"
                    + " out 0 tells the two apart.";
    private static final String ECE =
            "ECE is the expected calibration error: probabilities are sorted into 15 bins of equal width from 0 to 1, and"
                    + " ECE is the mean distance of a bin's mean probability from the part of it that came true, weighted"
                    + " by the number of scores.";
    private static final String RULES = " The last-event rule says how often events of the last event's type came"
            + " true in training; the RFM rule adds up points for recency, frequency and value of purchases.";
    private static final String LIFT =
            " Lift at x % is how much likelier than the base rate the strongest x % come true. A dash means that a"
                    + " figure is not defined, as precision is where nothing is selected.";
    static final String STRONGEST =
            "The strongest baseline is the one with the highest figure here, chosen by these very figures, which favours"
                    + " the baselines. Fitted to every event: one model for all prefixes, as this one is. Fitted to one crop"
                    + " alone: another model for each crop, which a live engine could not choose, for it does not know how"
                    + " many events are still to come.";
    static final String APPROACH = "Mean probability towards the end: how early buyers stand out. Sessions that buy are"
            + " counted back from the event before their first purchase where purchases are events, else from the last"
            + " event; only places with at least 20 sessions of each kind are shown.";
    private static final String SPREAD =
            "Mean ± standard deviation over %d bundles, seeds %s, each on the test part of its own split, with the"
                    + " baselines learnt on that split. A lead is the difference on the same split, bundle by bundle: its"
                    + " mean ± standard deviation, and in how many bundles the model is ahead.";

    private ReportText() {}

    /** What a bundle was measured on, one sentence an item. */
    static List<String> facts(BundleReport run) {
        List<String> facts = new ArrayList<>(List.of(
                "Predicts: " + run.subject().horizon() + ". Weights: SHA-256 "
                        + run.subject().sha256() + ".",
                "Bands: MEDIUM from " + run.subject().medium() + ", HIGH from "
                        + run.subject().high() + ".",
                "Measured on: " + run.protocol().split() + "; seed "
                        + run.protocol().seed() + "."));
        run.data().forEach(data -> facts.add(data(data)));
        facts.addAll(
                run.data().stream().map(BundleReport.Data::outcomes).distinct().toList());
        return facts;
    }

    private static String data(BundleReport.Data data) {
        return "Data: " + data.file() + " (" + data.format() + "), " + Numbers.count(data.events()) + " events of "
                + Numbers.count(data.users()) + " users; " + Numbers.count(data.leftOut())
                + " lines or events left out as malformed, invalid, duplicate or without consent.";
    }

    static String spread(EvaluationReport report) {
        String seeds = report.runs().stream()
                .map(run -> Long.toString(run.protocol().seed()))
                .collect(Collectors.joining(", "));
        return Numbers.format(SPREAD, report.runs().size(), seeds);
    }

    static String intervals(BundleReport run) {
        return Numbers.format(INTERVALS, Numbers.count(run.protocol().drawings())) + (run.hasBaselines() ? LEADS : "");
    }

    static String figures(BundleReport run) {
        return ECE + (run.hasBaselines() ? RULES : "") + LIFT;
    }

    static String view(View view) {
        return Numbers.count(view.scores()) + " scores in " + Numbers.count(view.sessions()) + " sessions of "
                + Numbers.count(view.users()) + " users; " + Numbers.count(view.positives()) + " positive ("
                + Numbers.percent(view.baseRate()) + ", which is the average precision that chance gives).";
    }
}
