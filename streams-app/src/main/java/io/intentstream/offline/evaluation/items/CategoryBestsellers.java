package io.intentstream.offline.evaluation.items;

import io.intentstream.core.state.Decay;
import io.intentstream.core.state.WindowEvent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The 20 products with most events of each of the user's five strongest categories; each of the last 100 events counts half as
 * much for its category an hour later.
 */
final class CategoryBestsellers extends ListBaseline {
    private static final int EVENTS = 100;
    private static final double HALF_LIFE = 3_600_000;
    private static final int CATEGORIES_OF_USER = 5;
    private static final int PER_CATEGORY = 20;

    /** Added to a category's events, so that shares of few events are small. */
    private static final double SHRINKAGE = 20;

    private final Map<String, Bestsellers> bestsellers = new HashMap<>();

    private record Bestsellers(List<String> items, List<Double> shares) {}

    CategoryBestsellers(LearntSessions sessions) {
        Map<String, Map<String, Integer>> events = new HashMap<>();
        for (LearntSessions.LearntSession session : sessions.all()) {
            for (String item : session.items()) {
                String category = session.categoryOf().get(item);
                if (category != null) {
                    events.computeIfAbsent(category, key -> new LinkedHashMap<>())
                            .merge(item, 1, Integer::sum);
                }
            }
        }
        events.forEach((category, ofItem) -> bestsellers.put(category, best(ofItem)));
    }

    private static Bestsellers best(Map<String, Integer> events) {
        Scores counts = new Scores();
        double all = SHRINKAGE;
        for (Map.Entry<String, Integer> item : events.entrySet()) {
            counts.add(item.getKey(), item.getValue());
            all += item.getValue();
        }
        double total = all;
        List<String> items = counts.top(PER_CATEGORY, item -> true);
        return new Bestsellers(
                items, items.stream().map(item -> events.get(item) / total).toList());
    }

    @Override
    Scores score(Moment moment) {
        List<WindowEvent> past = moment.past();
        Map<String, Double> weights = new HashMap<>();
        Scores categories = new Scores();
        for (WindowEvent event : past.subList(Math.max(0, past.size() - EVENTS), past.size())) {
            String category = NextItemReplay.categoryOf(event);
            if (category != null) {
                double weight = Decay.of(moment.now() - event.time(), HALF_LIFE);
                categories.add(category, weight);
                weights.merge(category, weight, Double::sum);
            }
        }
        Scores scores = new Scores();
        for (String category : categories.top(CATEGORIES_OF_USER, any -> true)) {
            Bestsellers best = bestsellers.get(category);
            for (int i = 0; best != null && i < best.items().size(); i++) {
                scores.set(
                        best.items().get(i),
                        weights.get(category) * best.shares().get(i));
            }
        }
        return scores;
    }
}
