package io.intentstream.offline.training.bundle;

import io.intentstream.offline.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says in words where the network is better than the regression; judges by intervals, not by values alone. */
final class BaselineSummary {
    private final List<String> lines = new ArrayList<>();
    private final List<Interval> leads = new ArrayList<>();

    private BaselineSummary() {}

    /** One sentence over all comparisons, then an item for each. */
    static String of(BundleMetrics metrics) {
        BaselineSummary result = new BaselineSummary();
        result.compare("after every event", metrics.all());
        metrics.crops().forEach(crop -> result.compare(hidden(crop.hidden()), crop.comparison()));
        metrics.dataSets().forEach(set -> result.compare("after every event of " + set.name(), set.comparison()));
        return result.summary() + "\n\n" + result.lines.stream().collect(Collectors.joining("\n"));
    }

    /** A crop in words. */
    static String hidden(int events) {
        return switch (events) {
            case 0 -> "at the last event of each session";
            case 1 -> "with the last event of each session hidden";
            default -> "with the last " + events + " events of each session hidden";
        };
    }

    private void compare(String where, HoldoutComparison comparison) {
        RankingMetrics network = comparison.network().ranking();
        RankingMetrics regression = comparison.logisticRegression().ranking();
        RankingMetrics lead = comparison.lead();
        leads.add(lead.aurocInterval());
        leads.add(lead.averagePrecisionInterval());
        lines.add(String.format(
                Locale.ROOT,
                "- %s: AUROC %.3f against %.3f, %s; average precision %.3f against %.3f, %s",
                where,
                network.auroc(),
                regression.auroc(),
                inWords(lead.auroc(), lead.aurocInterval()),
                network.averagePrecision(),
                regression.averagePrecision(),
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
                "Of %d comparisons with a logistic regression, the network is better in %d and worse in %d; in %d the"
                        + " test users show no clear difference.",
                leads.size(),
                better,
                worse,
                leads.size() - better - worse);
        return better > leads.size() / 2
                ? summary
                : summary + " **On this data there is little reason to prefer it to the regression.**";
    }
}
