package io.intentstream.core.audience;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The order in which audiences are evaluated: as in the file, but each after those that its conditions ask for. Audiences
 * that ask for each other in a circle have none.
 */
final class EvaluationOrder {
    private final List<String> names;
    private final List<Set<String>> asks;
    private final List<Integer> places = new ArrayList<>();
    private final List<Integer> path = new ArrayList<>();
    private final Map<Integer, List<String>> circles = new TreeMap<>();

    private EvaluationOrder(List<String> names, List<Set<String>> asks) {
        this.names = names;
        this.asks = asks;
    }

    /** @param asks for each audience the names of those that it asks for */
    static EvaluationOrder of(List<String> names, List<Set<String>> asks) {
        EvaluationOrder order = new EvaluationOrder(names, asks);
        for (int i = 0; i < names.size(); i++) {
            order.visit(i);
        }
        return order;
    }

    private void visit(int place) {
        int seen = path.indexOf(place);
        if (seen >= 0) {
            List<String> circle = new ArrayList<>();
            path.subList(seen, path.size()).forEach(each -> circle.add(names.get(each)));
            circle.add(names.get(place));
            circles.putIfAbsent(place, circle);
            return;
        }
        if (places.contains(place)) {
            return;
        }
        path.add(place);
        for (int i = 0; i < names.size(); i++) {
            if (asks.get(place).contains(names.get(i))) {
                visit(i);
            }
        }
        path.remove(path.size() - 1);
        places.add(place);
    }

    /** Places of the audiences, in the order of evaluation. */
    int[] places() {
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The circles, by the place of an audience in each; its name stands first and last. */
    Map<Integer, List<String>> circles() {
        return circles;
    }
}
