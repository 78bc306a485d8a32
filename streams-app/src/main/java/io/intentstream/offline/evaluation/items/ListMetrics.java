package io.intentstream.offline.evaluation.items;

import io.intentstream.offline.stats.RatioEstimates;
import io.intentstream.offline.stats.UserBootstrap;
import io.intentstream.schema.EventType;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Hits of one list maker, user by user. */
final class ListMetrics {
    private static final int FIRST = 10;

    private final double[][] hits;
    private final double[][] targets;
    private final Set<String> covered = new HashSet<>();
    private final Map<String, String> categoryOf;
    private int latestUser = -1;
    private List<String> latest = List.of();
    private List<String> ofUserBefore = List.of();

    /**
     * @param users number of users, who are numbered from 0 on
     * @param categoryOf the category of each product that has one
     */
    ListMetrics(int users, Map<String, String> categoryOf) {
        this.categoryOf = categoryOf;
        hits = new double[ListMetric.values().length][users];
        targets = new double[ListMetric.values().length][users];
    }

    /** Compares a maker's lists with what came next. An immediate repeat is no target. */
    void add(int user, ListMaker maker, Moment moment, NextItem next) {
        if (next.repeat()) {
            return;
        }
        List<String> list = maker.items(moment);
        addVariety(user, list.subList(0, Math.min(FIRST, list.size())));
        int place = place(list, next.items());
        add(ListMetric.HR_10, user, place <= FIRST ? 1 : 0);
        add(ListMetric.HR_20, user, place <= ListMaker.LIMIT ? 1 : 0);
        add(ListMetric.MRR_20, user, place <= ListMaker.LIMIT ? 1.0 / place : 0);
        if (next.newItems()) {
            add(ListMetric.NEW_HR_20, user, found(maker.discover(moment), next.items(), ListMaker.LIMIT));
            add(ListMetric.UNSEEN_HR_20, user, found(maker.unseen(moment), next.items(), ListMaker.LIMIT));
        }
        if (next.type() == EventType.PURCHASE) {
            add(ListMetric.BOUGHT_10, user, place <= FIRST ? 1 : 0);
        }
        if (next.categoryId() != null) {
            addCategories(user, maker, moment, next, next.categoryId());
        }
    }

    private void addVariety(int user, List<String> first) {
        covered.addAll(first);
        add(
                ListMetric.CATEGORIES_IN_10,
                user,
                first.stream()
                        .map(categoryOf::get)
                        .filter(Objects::nonNull)
                        .distinct()
                        .count());
        if (user != latestUser) {
            ofUserBefore = latest;
            latestUser = user;
        }
        if (!ofUserBefore.isEmpty() && !first.isEmpty()) {
            add(
                    ListMetric.OVERLAP_10,
                    user,
                    first.stream().filter(ofUserBefore::contains).count() / (double) first.size());
        }
        latest = first;
    }

    private void addCategories(int user, ListMaker maker, Moment moment, NextItem next, String category) {
        List<String> categories = maker.categories(moment);
        if (categories != null) {
            add(ListMetric.CATEGORY_1, user, found(categories, List.of(category), 1));
            add(ListMetric.CATEGORY_3, user, found(categories, List.of(category), 3));
            add(ListMetric.CATEGORY_10, user, found(categories, List.of(category), ListMaker.CATEGORIES));
        }
        List<String> unknown = next.newCategory() ? maker.newCategories(moment) : null;
        if (unknown != null) {
            add(ListMetric.NEW_CATEGORY_10, user, found(unknown, List.of(category), ListMaker.CATEGORIES));
        }
    }

    private void add(ListMetric metric, int user, double hit) {
        hits[metric.ordinal()][user] += hit;
        targets[metric.ordinal()][user]++;
    }

    /** The first place of one of the ids, 1 for the first; the greatest number when there is none. */
    static int place(List<String> list, List<String> ids) {
        for (int i = 0; i < list.size(); i++) {
            if (ids.contains(list.get(i))) {
                return i + 1;
            }
        }
        return Integer.MAX_VALUE;
    }

    private static double found(List<String> list, List<String> ids, int most) {
        return place(list, ids) <= most ? 1 : 0;
    }

    /** Number of different products in the first ten of all lists. */
    int coverage() {
        return covered.size();
    }

    /** Every metric with its drawings of users. */
    Map<ListMetric, RatioEstimates> estimates(UserBootstrap bootstrap) {
        Map<ListMetric, RatioEstimates> estimates = new EnumMap<>(ListMetric.class);
        for (ListMetric metric : ListMetric.values()) {
            int i = metric.ordinal();
            estimates.put(metric, new RatioEstimates(hits[i], targets[i], bootstrap));
        }
        return estimates;
    }
}
