package io.intentstream.offline.training.items;

import io.intentstream.core.recommendation.Association;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Association rules from counts of baskets. A pair or a triple is kept when it occurs in at least {@value #FEWEST_BASKETS}
 * baskets of enough users, and more often than chance among baskets of like size lets expect: expected are the sum over the
 * size classes of n(a) · n(b) / n, since long sessions put everything together with everything. A class whose baskets are too
 * small for all members adds nothing. G2 is the log-likelihood
 * ratio against a Poisson distribution of that mean (Dunning, 1993).
 */
final class Rules {
    /** Fewest baskets with all members of a rule. */
    static final int FEWEST_BASKETS = 5;

    /** Least lift of a rule. */
    static final double LEAST_LIFT = 2;

    /** Least G2 of a rule: p = 0.001. */
    static final double LEAST_SIGNIFICANCE = 10.83;

    private static final Comparator<Association> STRONGEST_FIRST = Comparator.comparing(Association::level)
            .thenComparing(Association::basket)
            .thenComparing(Association::significance, Comparator.reverseOrder())
            .thenComparing(rule -> String.join("\u0000", rule.antecedent()))
            .thenComparing(Association::consequent);

    /** Most rules of a level and a kind of basket; the most significant are kept. */
    private static final int MOST = 100_000;

    private final List<String> names;
    private final Baskets counts;
    private final long baskets;
    private final List<Association> rules = new ArrayList<>();

    /**
     * @param names of the entries, by number
     * @param counts of all threads
     */
    Rules(List<String> names, Baskets counts) {
        this.names = names;
        this.counts = counts;
        long all = 0;
        for (int ofClass : counts.baskets()) {
            all += ofClass;
        }
        this.baskets = all;
    }

    /** Adds both rules of a pair, if it is kept. */
    void addPair(int first, int second, long together, int users) {
        double expected = expected(first, second);
        if (isKept(together, expected)) {
            double textbook = (double) with(first) * with(second) / baskets;
            add(List.of(first), second, together, users, with(first), textbook, expected);
            add(List.of(second), first, together, users, with(second), textbook, expected);
        }
    }

    /** Baskets with both to be expected: none of one entry, of those of more by size. */
    double expected(int first, int second) {
        double expected = 0;
        for (int size = Baskets.sizeClass(2); size < Baskets.CLASSES; size++) {
            if (counts.baskets()[size] > 0) {
                expected += (double) with(first, size) * with(second, size) / counts.baskets()[size];
            }
        }
        return expected;
    }

    /**
     * Adds the rule from two entries to a third, if it is kept. It must tell more than the rules from each of the two alone:
     * also against the greater of their confidences it has to be significant.
     *
     * @param pairBySize baskets with both, by size
     * @param confidence the greater of the shares of baskets with one of them that have the third
     */
    void addTriple(int first, int second, int third, long together, int users, int[] pairBySize, double confidence) {
        double expected = 0;
        long pairs = 0;
        for (int size = 0; size < Baskets.CLASSES; size++) {
            pairs += pairBySize[size];
            if (size >= Baskets.sizeClass(3) && counts.baskets()[size] > 0) {
                expected += (double) pairBySize[size] * with(third, size) / counts.baskets()[size];
            }
        }
        if (isKept(together, expected) && significance(together, pairs * confidence) >= LEAST_SIGNIFICANCE) {
            double textbook = (double) pairs * with(third) / baskets;
            add(List.of(first, second), third, together, users, pairs, textbook, expected);
        }
    }

    private static boolean isKept(long together, double expected) {
        return together >= FEWEST_BASKETS
                && together >= LEAST_LIFT * expected
                && significance(together, expected) >= LEAST_SIGNIFICANCE;
    }

    /** G2 of an observed number against an expected one; 0 when it is not greater. */
    static double significance(long observed, double expected) {
        return observed > expected && expected > 0
                ? 2 * (observed * StrictMath.log(observed / expected) - (observed - expected))
                : 0;
    }

    /** Share of the baskets with an entry. */
    double share(long together, int entry) {
        return (double) together / with(entry);
    }

    private int with(int entry, int size) {
        return counts.withEntry()[size][entry];
    }

    private long with(int entry) {
        long with = 0;
        for (int size = 0; size < Baskets.CLASSES; size++) {
            with += with(entry, size);
        }
        return with;
    }

    private void add(
            List<Integer> antecedent,
            int consequent,
            long together,
            int users,
            long withAntecedent,
            double textbook,
            double expected) {
        if (rules.size() == 2 * MOST) {
            keepMost();
        }
        rules.add(new Association(
                counts.level(),
                counts.kind(),
                antecedent.stream().map(names::get).sorted().toList(),
                names.get(consequent),
                (int) together,
                users,
                rounded((double) together / baskets),
                rounded((double) together / withAntecedent),
                rounded(together / expected),
                rounded(together / textbook),
                rounded(significance(together, expected))));
    }

    private static double rounded(double value) {
        return Math.round(value * 1e6) / 1e6;
    }

    /** The rules, the most significant first. */
    List<Association> sorted() {
        keepMost();
        return rules;
    }

    private void keepMost() {
        rules.sort(STRONGEST_FIRST);
        if (rules.size() > MOST) {
            rules.subList(MOST, rules.size()).clear();
        }
    }
}
