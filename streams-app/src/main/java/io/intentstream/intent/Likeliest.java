package io.intentstream.intent;

import io.intentstream.schema.CategoryIntent;
import java.util.ArrayList;
import java.util.List;

/** The heaviest categories of those offered; of equal ones, those offered first. */
final class Likeliest {
    private static final int MOST = 3;

    private final String[] categories = new String[MOST];
    private final double[] weights = new double[MOST];
    private int found;

    void offer(String category, double weight) {
        int place = found;
        while (place > 0 && weights[place - 1] < weight) {
            place--;
        }
        if (place < MOST) {
            found = Math.min(found + 1, MOST);
            System.arraycopy(categories, place, categories, place + 1, found - 1 - place);
            System.arraycopy(weights, place, weights, place + 1, found - 1 - place);
            categories[place] = category;
            weights[place] = weight;
        }
    }

    /** Whether an offer of this weight would change anything. */
    boolean wants(double weight) {
        return found < MOST || weights[MOST - 1] < weight;
    }

    /**
     * Spreads a probability over them.
     *
     * @param total what the weights of all categories add up to
     */
    List<CategoryIntent> spread(double probability, double total) {
        List<CategoryIntent> intents = new ArrayList<>(found);
        for (int i = 0; i < found; i++) {
            intents.add(new CategoryIntent(categories[i], Calibrated.round(probability * weights[i] / total)));
        }
        return intents;
    }
}
