package io.intentstream.core.intent;

import io.intentstream.core.avro.AvroOutput;

/** The heaviest categories of those offered; of equal ones, those offered first. Begun anew for every intent. */
final class TopCategories {
    private static final int MOST = 3;

    private final String[] categories = new String[MOST];
    private final double[] weights = new double[MOST];
    private double total;
    private int found;

    /** @param sum what the weights of all categories will add up to */
    void begin(double sum) {
        total = sum;
        found = 0;
    }

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

    /** Writes them as an array of {@link io.intentstream.schema.CategoryIntent}, a probability spread over them. */
    void write(double probability, AvroOutput out) {
        out.startBlock(found);
        for (int i = 0; i < found; i++) {
            out.writeString(categories[i]);
            out.writeDouble(ScoreCalibrator.round(probability * weights[i] / total));
        }
        out.endBlock();
    }
}
