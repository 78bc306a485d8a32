package io.intentstream.core.recommendation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds a bundle's association rules by what they begin with. */
public final class Associations {
    private static final Comparator<Association> STRONGEST_FIRST =
            Comparator.comparingDouble(Association::significance).reversed().thenComparing(Association::consequent);

    private Associations() {}

    /**
     * The rules that begin with one id, by that id, the most significant first.
     *
     * @param baskets which baskets they are of
     */
    public static Map<String, List<Association>> byAntecedent(
            List<Association> associations, Association.Level level, Set<Association.Basket> baskets) {
        Map<String, List<Association>> byAntecedent = new HashMap<>();
        for (Association association : associations) {
            if (association.level() == level
                    && baskets.contains(association.basket())
                    && association.antecedent().size() == 1) {
                byAntecedent
                        .computeIfAbsent(association.antecedent().get(0), id -> new ArrayList<>())
                        .add(association);
            }
        }
        byAntecedent.values().forEach(rules -> rules.sort(STRONGEST_FIRST));
        return byAntecedent;
    }
}
