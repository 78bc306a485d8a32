package io.intentstream.core.intent;

import io.intentstream.core.avro.AvroOutput;
import io.intentstream.core.model.CategoryHead;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.state.BoundedCounter;
import org.jspecify.annotations.Nullable;

/**
 * Distributes an intent over categories: by their shares of the session's events, since a later purchase concerns what
 * the session is about, mixed with the model's prediction of the next category in the manifest's proportion. Belongs to
 * one thread.
 */
final class CategoryDistribution {
    private final @Nullable CategoryHead head;
    private final double mix;
    private final TopThree<String> likeliest = new TopThree<>();

    CategoryDistribution(IntentModel model) {
        head = model.categoryHead();
        mix = model.manifest().categoryMix();
    }

    /** Whether the model predicts categories. */
    boolean usesModel() {
        return head != null;
    }

    /**
     * Writes the likeliest categories as an array of {@link io.intentstream.schema.CategoryIntent}.
     *
     * @param probability the intent's probability, which all categories share
     * @param seen events of the session by category
     * @param recurrent the model's state after the event; null when the session alone counts
     */
    void write(double probability, BoundedCounter seen, float @Nullable [] recurrent, AvroOutput out) {
        likeliest.clear();
        double total = head == null || recurrent == null ? offer(seen) : offer(seen, head, recurrent);
        out.startBlock(likeliest.size());
        for (int i = 0; i < likeliest.size(); i++) {
            out.writeString(likeliest.get(i));
            out.writeDouble(ScoreCalibrator.round(probability * likeliest.weight(i) / total));
        }
        out.endBlock();
    }

    /**
     * The probability of a purchase in one category, as {@link #write} distributes it, not rounded.
     *
     * @param recurrent the model's state after the event; null when the session alone counts
     */
    double of(String category, double probability, BoundedCounter seen, float @Nullable [] recurrent) {
        double share = seen.total() == 0 ? 0 : seen.count(category) / (double) seen.total();
        if (head == null || recurrent == null) {
            return probability * share;
        }
        int place = head.place(category);
        return probability * ((1 - mix) * share + (place < 0 ? 0 : mix * head.shares(recurrent)[place]));
    }

    /** Weighs categories by the session alone; returns the sum of all weights. */
    private double offer(BoundedCounter seen) {
        for (int i = 0; i < seen.size(); i++) {
            likeliest.offer(seen.name(i), seen.count(i));
        }
        return seen.total();
    }

    /** Weighs categories by the session and by the model; returns the sum of all weights. */
    private double offer(BoundedCounter seen, CategoryHead categoryHead, float[] recurrent) {
        long total = seen.total();
        float[] shares = categoryHead.shares(recurrent);
        for (int i = 0; i < seen.size(); i++) {
            int place = categoryHead.place(seen.name(i));
            double expected = place < 0 ? 0 : shares[place];
            likeliest.offer(seen.name(i), (1 - mix) * seen.count(i) / total + mix * expected);
        }
        for (int i = 0; i < shares.length; i++) {
            String category = categoryHead.categories().get(i);
            double weight = mix * shares[i];
            if (likeliest.accepts(weight) && seen.count(category) == 0) {
                likeliest.offer(category, weight);
            }
        }
        return 1;
    }
}
