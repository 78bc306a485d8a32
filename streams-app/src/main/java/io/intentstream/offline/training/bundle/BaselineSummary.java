package io.intentstream.offline.training.bundle;

import io.intentstream.offline.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in words where the network is better than a baseline; judges by intervals, not by values alone. */
final class BaselineSummary {
    private final String baseline;
    private final Function<HoldoutComparison, HoldoutComparison.@Nullable Beside> of;
    private final List<String> lines = new ArrayList<>();
    private final List<Interval> leads = new ArrayList<>();

    private BaselineSummary(String baseline, Function<HoldoutComparison, HoldoutComparison.@Nullable Beside> of) {
        this.baseline = baseline;
        this.of = of;
    }

    /** For each baseline one sentence over all comparisons, then an item for each. */
    static String of(BundleMetrics metrics) {
        String regression = new BaselineSummary(
                        "a logistic regression on three events", HoldoutComparison::logisticRegression)
                .text(metrics);
        return metrics.everyEvent().gradientBoosting() == null
                ? regression + "\n\nGradient boosting was not measured: " + metrics.boostingLearntFrom() + "."
                : regression + "\n\n"
                        + new BaselineSummary("gradient boosting on three events", HoldoutComparison::gradientBoosting)
                                .text(metrics);
    }

    private String text(BundleMetrics metrics) {
        metrics.points().forEach(point -> compare(point.title(), point.comparison()));
        metrics.dataSets()
                .forEach(set ->
                        set.points().forEach(point -> compare(set.name() + ", " + point.title(), point.comparison())));
        return summary() + "\n\n" + lines.stream().collect(Collectors.joining("\n"));
    }

    private void compare(String where, HoldoutComparison comparison) {
        RankingMetrics network = comparison.network().ranking();
        HoldoutComparison.Beside beside = of.apply(comparison);
        RankingMetrics lead = beside.lead();
        leads.add(lead.aurocInterval());
        leads.add(lead.averagePrecisionInterval());
        lines.add(String.format(
                Locale.ROOT,
                "- %s: AUROC %.3f against %.3f, %s; average precision %.3f against %.3f, %s",
                where,
                network.auroc(),
                beside.metrics().ranking().auroc(),
                inWords(lead.auroc(), lead.aurocInterval()),
                network.averagePrecision(),
                beside.metrics().ranking().averagePrecision(),
                inWords(lead.averagePrecision(), lead.averagePrecisionInterval())));
    }

    private static String inWords(double lead, Interval interval) {
        String word = interval.low() > 0 ? "**better**" : interval.high() < 0 ? "**worse**" : "no clear difference";
        return String.format(
                Locale.ROOT, "%s (lead %+.3f, %+.3f to %+.3f)", word, lead, interval.low(), interval.high());
    }

    private String summary() {
        long better = leads.stream().filter(interval -> interval.low() > 0).count();
        long worse = leads.stream().filter(interval -> interval.high() < 0).count();
        String summary = String.format(
                Locale.ROOT,
                "Of %d comparisons with %s, the network is better in %d and worse in %d; in %d the test users show no clear"
                        + " difference.",
                leads.size(),
                baseline,
                better,
                worse,
                leads.size() - better - worse);
        return better > leads.size() / 2
                ? summary
                : summary + " **On this data there is little reason to prefer it to " + baseline + ".**";
    }
}
