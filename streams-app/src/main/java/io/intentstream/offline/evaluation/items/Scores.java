package io.intentstream.offline.evaluation.items;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Scores of products or categories. Of equal ones, the one that got a score first stands first. */
final class Scores {
    private final Map<String, Double> scores = new LinkedHashMap<>();

    /** Adds to a score; it is 0 at first. */
    void add(String id, double value) {
        scores.merge(id, value, Double::sum);
    }

    /** Replaces a score. */
    void set(String id, double value) {
        scores.put(id, value);
    }

    /** The highest, of those that are allowed and have more than 0. */
    List<String> top(int limit, Predicate<String> allowed) {
        List<Map.Entry<String, Double>> top = new ArrayList<>(limit + 1);
        for (Map.Entry<String, Double> entry : scores.entrySet()) {
            double score = entry.getValue();
            boolean fits = top.size() < limit || score > top.get(limit - 1).getValue();
            if (score > 0 && fits && allowed.test(entry.getKey())) {
                int place = top.size();
                while (place > 0 && top.get(place - 1).getValue() < score) {
                    place--;
                }
                top.add(place, entry);
                if (top.size() > limit) {
                    top.remove(limit);
                }
            }
        }
        return top.stream().map(Map.Entry::getKey).toList();
    }
}
