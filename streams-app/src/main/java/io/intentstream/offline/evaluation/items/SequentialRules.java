package io.intentstream.offline.evaluation.items;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sequential rules: products that followed the last ten of the session within ten steps in other sessions, each time 1 /
 * distance; the k-th last product counts .8 to the power of k. Categories likewise, from the last five events within five steps.
 */
final class SequentialRules extends ListBaseline {
    private static final int STEPS = 10;
    private static final double PER_SEED = .8;
    private static final int CATEGORY_STEPS = 5;
    private static final double PER_CATEGORY = .7;

    private final Map<String, Map<String, Double>> items = new HashMap<>();
    private final Map<String, Map<String, Double>> categories = new HashMap<>();

    SequentialRules(LearntSessions sessions) {
        for (LearntSessions.LearntSession session : sessions.all()) {
            learn(items, session.items(), STEPS, false);
            learn(categories, session.categories(), CATEGORY_STEPS, true);
        }
    }

    private static void learn(Map<String, Map<String, Double>> rules, List<String> ids, int steps, boolean itself) {
        for (int a = 0; a < ids.size(); a++) {
            for (int b = Math.max(0, a - steps); b < a; b++) {
                if (itself || !ids.get(a).equals(ids.get(b))) {
                    rules.computeIfAbsent(ids.get(b), key -> new LinkedHashMap<>())
                            .merge(ids.get(a), 1.0 / (a - b), Double::sum);
                }
            }
        }
    }

    @Override
    Scores score(Moment moment) {
        return follow(items, Moment.last(moment.sessionItems(), STEPS), PER_SEED);
    }

    @Override
    @Nullable
    Scores scoreCategories(Moment moment) {
        return follow(categories, Moment.last(moment.sessionCategories(), CATEGORY_STEPS), PER_CATEGORY);
    }

    private static Scores follow(Map<String, Map<String, Double>> rules, List<String> seeds, double perSeed) {
        Scores scores = new Scores();
        double weight = 1;
        for (int i = seeds.size() - 1; i >= 0; i--) {
            for (Map.Entry<String, Double> next :
                    rules.getOrDefault(seeds.get(i), Map.of()).entrySet()) {
                scores.add(next.getKey(), weight * next.getValue());
            }
            weight *= perSeed;
        }
        return scores;
    }
}
