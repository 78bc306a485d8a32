package io.intentstream.offline.training.network;

import java.util.Map;

/**
 * The distribution over categories after an event, and the category that is bought next in the session. Categories are indices;
 * those that the model does not know by name share a few.
 *
 * @param counts number of the session's events so far by category, in the order of first appearance; a live view
 * @param total sum of the counts
 * @param expected the model's shares of the categories that it knows, whose indices begin at 1
 * @param bought the category that is bought next
 */
record CategoryGuess(Map<Integer, Integer> counts, int total, float[] expected, int bought) {
    private static final int BEST = 3;

    /** Share of the bought category, as an intent would state it with this mix. */
    double share(double mix) {
        return share(bought, mix);
    }

    /** Whether the bought category would be among the three likeliest, which an intent names. */
    boolean named(double mix) {
        double own = share(mix);
        boolean ahead = true;
        int better = 0;
        for (int category : counts.keySet()) {
            ahead &= category != bought;
            better += beats(category, own, ahead, mix) ? 1 : 0;
        }
        for (int category = 1; category <= expected.length; category++) {
            ahead &= category != bought;
            better += !counts.containsKey(category) && beats(category, own, ahead, mix) ? 1 : 0;
        }
        return own > 0 && better < BEST;
    }

    private boolean beats(int category, double own, boolean ahead, double mix) {
        double share = share(category, mix);
        return category != bought && (ahead ? share >= own : share > own);
    }

    private double share(int category, double mix) {
        double seen = total == 0 ? 0 : counts.getOrDefault(category, 0) / (double) total;
        double next = category <= expected.length ? expected[category - 1] : 0;
        return (1 - mix) * seen + mix * next;
    }
}
