package io.intentstream.offline.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The report's sentences, shared by all markups. */
final class ReportText {
    private static final String INTERVALS =
            "In brackets: 95 %% intervals from %s drawings of users with replacement, the same for all rows.";
    private static final String LEADS =
            " A lead is this model's metric minus the other's, with the same users drawn for both: an interval without 0"
                    + " shows that one of them is better.";
    private static final String ECE =
            "ECE is the expected calibration error: probabilities are sorted into 15 bins of equal width from 0 to 1, and"
                    + " ECE is the mean distance between a bin's mean probability and its share of positives, weighted by"
                    + " the number of scores.";
    private static final String RULES = " The last-event rule scores by how often events of the last event's type were"
            + " positive in training; the RFM rule adds up points for recency, frequency and value of purchases.";
    private static final String LIFT =
            " Lift at x % is the share of positives among the strongest x %, divided by the base rate. A dash means that a"
                    + " metric is not defined, such as precision where nothing is selected.";
    static final String STRONGEST =
            "The strongest baseline is the one with the highest metric here. It is chosen by the very metrics shown, which"
                    + " favours the baselines. Fitted to every event: one model for all prefixes of sessions, like this"
                    + " one. Fitted to one crop alone: a separate model for each crop. A live engine could not choose among"
                    + " those, since it does not know how many events are still to come.";
    static final String APPROACH = "Mean probability towards the end: how early buyers stand out. Sessions that buy are"
            + " counted back from the event before their first purchase where purchases are events, else from the last"
            + " event. Only distances with at least 20 sessions of each kind are shown.";
    private static final String SPREAD =
            "Mean ± standard deviation over %d bundles, seeds %s, each on the test part of its own split, with"
                    + " baselines that learnt on that split. A lead is the difference on the same split, bundle by bundle:"
                    + " its mean ± standard deviation, and in how many bundles the model is ahead.";

    private ReportText() {}

    /** What a bundle was measured on, one item each. */
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
                + " lines or events left out as malformed, invalid, duplicate or without consent, and "
                + Numbers.count(data.cutOff()) + " sessions whose end the recording cuts off.";
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

    static String metrics(BundleReport run) {
        return ECE + (run.hasBaselines() ? RULES : "") + LIFT;
    }

    static String view(View view) {
        return Numbers.count(view.scores()) + " scores in " + Numbers.count(view.sessions()) + " sessions of "
                + Numbers.count(view.users()) + " users; " + Numbers.count(view.positives()) + " positive ("
                + Numbers.percent(view.baseRate()) + ", which is the average precision of chance).";
    }
}
