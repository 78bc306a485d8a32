package io.intentstream.core.intent;

/**
 * Selects the three candidates of greatest absolute weight, greatest first. Among equal weights, the candidate offered
 * first wins. Reused for every intent.
 *
 * @param <T> the candidates' type
 */
final class TopThree<T> {
    private static final int MOST = 3;

    private final Object[] candidates = new Object[MOST];
    private final double[] weights = new double[MOST];
    private int size;

    void clear() {
        size = 0;
    }

    void offer(T candidate, double weight) {
        int place = size;
        while (place > 0 && Math.abs(weights[place - 1]) < Math.abs(weight)) {
            place--;
        }
        if (place < MOST) {
            size = Math.min(size + 1, MOST);
            System.arraycopy(candidates, place, candidates, place + 1, size - 1 - place);
            System.arraycopy(weights, place, weights, place + 1, size - 1 - place);
            candidates[place] = candidate;
            weights[place] = weight;
        }
    }

    /** Whether a candidate of this weight would be selected. */
    boolean accepts(double weight) {
        return size < MOST || Math.abs(weights[MOST - 1]) < Math.abs(weight);
    }

    int size() {
        return size;
    }

    @SuppressWarnings("unchecked")
    T get(int i) {
        return (T) candidates[i];
    }

    double weight(int i) {
        return weights[i];
    }
}
