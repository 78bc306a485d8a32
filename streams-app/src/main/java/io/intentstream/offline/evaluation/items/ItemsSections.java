package io.intentstream.offline.evaluation.items;

import io.intentstream.offline.evaluation.report.ReportTable;
import io.intentstream.offline.evaluation.report.Section;
import io.intentstream.offline.stats.Estimate;
import io.intentstream.offline.stats.RatioEstimates;
import io.intentstream.offline.stats.UserBootstrap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The sections of a report on an items bundle. */
final class ItemsSections {
    private static final List<ListMetric> PRODUCTS = List.of(
            ListMetric.HR_10,
            ListMetric.HR_20,
            ListMetric.MRR_20,
            ListMetric.NEW_HR_20,
            ListMetric.UNSEEN_HR_20,
            ListMetric.BOUGHT_10);
    private static final List<ListMetric> CATEGORIES =
            List.of(ListMetric.CATEGORY_1, ListMetric.CATEGORY_3, ListMetric.CATEGORY_10, ListMetric.NEW_CATEGORY_10);

    private static final List<ListMetric> VARIETY = List.of(ListMetric.CATEGORIES_IN_10, ListMetric.OVERLAP_10);
    private static final List<String> VARIETY_TEXT = List.of(
            "\"coverage@10\" counts the different products in the first ten of all lists; \"overlap@10\" is the share of"
                    + " a list's first ten that also stand in the list of the user before.");

    private ItemsSections() {}

    /** @param split by what the targets were kept apart from the training, such as "by time" */
    static List<Section> of(
            String split, Map<String, ListMetrics> metrics, TableCeiling ceiling, UserBootstrap bootstrap) {
        Map<String, Map<ListMetric, RatioEstimates>> all = new LinkedHashMap<>();
        metrics.forEach((name, each) -> all.put(name, each.estimates(bootstrap)));
        Map<String, Integer> coverage = new LinkedHashMap<>();
        metrics.forEach((name, each) -> coverage.put(name, each.coverage()));
        List<String> text = List.of(
                String.format(
                        Locale.ROOT,
                        "%,d next products of %,d users, %,d of them new to the user. Immediate repeats of a product are no"
                                + " targets.",
                        ceiling.targets(),
                        bootstrap.users(),
                        ceiling.newTargets()),
                "The tables know " + number(ceiling.share()) + " of them, and " + number(ceiling.shareOfNew())
                        + " of the new ones: no table can find the others.",
                "\"As served\" leaves out what lies in the cart and what was bought in the last 30 days, and limits a category's share."
                        + " Users do go back to such products, so its hit rate is lower; the other rows have no such rules.",
                "In brackets: 95 % intervals over users.");
        return List.of(
                section("Products, split " + split, text, all, PRODUCTS, Map.of()),
                section("Categories, split " + split, List.of(), all, CATEGORIES, Map.of()),
                section("Variety, split " + split, VARIETY_TEXT, all, VARIETY, coverage),
                leads(split, all));
    }

    private static Section section(
            String title,
            List<String> text,
            Map<String, Map<ListMetric, RatioEstimates>> all,
            List<ListMetric> columns,
            Map<String, Integer> coverage) {
        List<String> head = new ArrayList<>(List.of(""));
        columns.forEach(metric -> head.add(metric.title()));
        if (!coverage.isEmpty()) {
            head.add("coverage@10");
        }
        List<List<String>> rows = new ArrayList<>();
        Map<String, Map<ListMetric, Estimate>> values = new LinkedHashMap<>();
        all.forEach((name, estimates) -> {
            List<String> row = new ArrayList<>(List.of(name));
            for (ListMetric metric : columns) {
                Estimate estimate = estimates.get(metric).estimate();
                row.add(cell(estimate));
                values.computeIfAbsent(name, key -> new LinkedHashMap<>()).put(metric, estimate);
            }
            if (!coverage.isEmpty()) {
                row.add(String.format(Locale.ROOT, "%,d", coverage.get(name)));
            }
            rows.add(row);
        });
        Object figures = coverage.isEmpty() ? values : Map.of("metrics", values, "coverage10", coverage);
        return new Section(title, text, new ReportTable(head, rows), List.of(), figures);
    }

    private static Section leads(String split, Map<String, Map<ListMetric, RatioEstimates>> all) {
        List<ListMetric> columns = List.of(ListMetric.HR_20, ListMetric.MRR_20, ListMetric.NEW_HR_20);
        List<String> head = new ArrayList<>(List.of(""));
        columns.forEach(metric -> head.add(metric.title()));
        Map<ListMetric, RatioEstimates> ours = all.get(ItemsEvaluation.OURS);
        List<List<String>> rows = new ArrayList<>();
        Map<String, Map<ListMetric, Estimate>> values = new LinkedHashMap<>();
        all.forEach((name, others) -> {
            if (!name.equals(ItemsEvaluation.OURS)) {
                List<String> row = new ArrayList<>(List.of(name));
                for (ListMetric metric : columns) {
                    Estimate lead = ours.get(metric).leadOver(others.get(metric));
                    row.add(cell(lead));
                    values.computeIfAbsent(name, key -> new LinkedHashMap<>()).put(metric, lead);
                }
                rows.add(row);
            }
        });
        return new Section(
                "This bundle's lead, split " + split,
                List.of("The bundle's metric less the other's, on the same targets, with the same users drawn."),
                new ReportTable(head, rows),
                List.of(),
                values);
    }

    /** An estimate with its interval; a dash without one. */
    static String cell(Estimate estimate) {
        return Double.isNaN(estimate.value())
                ? "–"
                : number(estimate.value()) + " (" + number(estimate.low()) + " to " + number(estimate.high()) + ")";
    }

    private static String number(double value) {
        return Double.isNaN(value)
                ? "–"
                : String.format(Locale.ROOT, "%.4f", value).replace('-', '−');
    }
}
