package io.intentstream.offline.evaluation.items;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Item-kNN: products that were in the same sessions as the last ten of the session, by a cosine that is regularised, so that
 * few sessions count less; the k-th last product counts .8 to the power of k.
 */
final class ItemNeighbours extends ListBaseline {
    private static final int SEEDS = 10;
    private static final double PER_SEED = .8;
    private static final double REGULARISATION = 20;

    /** Most products of a session that count, the last ones: pairs grow with the square. */
    private static final int MOST_ITEMS = 100;

    private final LearntSessions sessions;
    private final Map<String, Map<String, Integer>> together = new HashMap<>();

    ItemNeighbours(LearntSessions sessions) {
        this.sessions = sessions;
        for (LearntSessions.LearntSession session : sessions.all()) {
            List<String> items = Moment.last(session.distinct(), MOST_ITEMS);
            for (int a = 0; a < items.size(); a++) {
                for (int b = 0; b < a; b++) {
                    count(items.get(a), items.get(b));
                    count(items.get(b), items.get(a));
                }
            }
        }
    }

    private void count(String item, String other) {
        together.computeIfAbsent(item, key -> new LinkedHashMap<>()).merge(other, 1, Integer::sum);
    }

    @Override
    Scores score(Moment moment) {
        Scores scores = new Scores();
        List<String> seeds = Moment.last(moment.sessionItems(), SEEDS);
        double weight = 1;
        for (int i = seeds.size() - 1; i >= 0; i--) {
            for (Map.Entry<String, Integer> other :
                    together.getOrDefault(seeds.get(i), Map.of()).entrySet()) {
                double norm = (sessions.with(seeds.get(i)) + REGULARISATION)
                        * (sessions.with(other.getKey()) + REGULARISATION);
                scores.add(other.getKey(), weight * other.getValue() / Math.sqrt(norm));
            }
            weight *= PER_SEED;
        }
        return scores;
    }
}
