package io.intentstream.offline.evaluation.items;

import io.intentstream.offline.evaluation.items.LearntSessions.LearntSession;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * V-SKNN: the 100 sessions most like this one, of the 500 latest with each of its products. A session is alike by the sum of
 * the places of the products that both have; its products count by how lately one of them was in this session, a tenth less
 * with each step, and by their rarity.
 */
final class SessionNeighbours extends ListBaseline {
    private static final int NEIGHBOURS = 100;
    private static final int SAMPLE = 500;
    private static final int MOST_ITEMS = 20;
    private static final int STEPS = 10;

    private final LearntSessions sessions;
    private final Map<String, List<Integer>> sessionsOf = new HashMap<>();
    private final List<Set<String>> itemsOf = new ArrayList<>();

    SessionNeighbours(LearntSessions sessions) {
        this.sessions = sessions;
        List<LearntSession> all = sessions.all();
        all.forEach(session -> itemsOf.add(new HashSet<>(session.distinct())));
        for (int i = all.size() - 1; i >= 0; i--) {
            for (String item : all.get(i).distinct()) {
                sessionsOf.computeIfAbsent(item, key -> new ArrayList<>()).add(i);
            }
        }
    }

    private record Neighbour(int session, double similarity) {}

    @Override
    Scores score(Moment moment) {
        List<String> current = Moment.last(moment.sessionItems(), MOST_ITEMS);
        Scores scores = new Scores();
        for (Neighbour neighbour : neighbours(current)) {
            double weight = neighbour.similarity() * (1 - stepsBack(current, itemsOf.get(neighbour.session())) / 10.0);
            if (weight > 0) {
                for (String item : sessions.all().get(neighbour.session()).distinct()) {
                    double rarity = Math.log((double) sessions.all().size() / sessions.with(item));
                    scores.add(item, weight * rarity);
                }
            }
        }
        return scores;
    }

    private List<Neighbour> neighbours(List<String> current) {
        Map<String, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < current.size(); i++) {
            places.put(current.get(i), i + 1);
        }
        Map<Integer, Double> similarities = new LinkedHashMap<>();
        places.forEach((item, place) -> {
            List<Integer> with = sessionsOf.getOrDefault(item, List.of());
            with.subList(0, Math.min(SAMPLE, with.size()))
                    .forEach(session -> similarities.merge(session, place / (double) current.size(), Double::sum));
        });
        return similarities.entrySet().stream()
                .map(entry -> new Neighbour(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingDouble(Neighbour::similarity).reversed())
                .limit(NEIGHBOURS)
                .toList();
    }

    /** How many steps back the latest product is that the other session has, too: 1 for the latest. */
    private static int stepsBack(List<String> current, Set<String> other) {
        for (int step = 1; step < STEPS; step++) {
            int i = current.size() - step;
            if (i >= 0 && other.contains(current.get(i))) {
                return step;
            }
        }
        return STEPS;
    }
}
