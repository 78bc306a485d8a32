package io.intentstream.intent;

import io.intentstream.model.CategoryHead;
import io.intentstream.model.IntentModel;
import io.intentstream.schema.CategoryIntent;
import io.intentstream.state.Tally;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Spreads an intent over categories: by their part in the visit's events, for a purchase later in the visit concerns
 * what the visit is about, and by what the model expects next, as far as its manifest says. Immutable.
 */
final class CategorySpread {
    private final @Nullable CategoryHead head;
    private final double mix;

    CategorySpread(IntentModel model) {
        head = model.categoryHead();
        mix = model.manifest().categoryMix();
    }

    /** Whether the model has a say. */
    boolean asksModel() {
        return head != null;
    }

    /**
     * The likeliest categories.
     *
     * @param seen the visit's categories
     * @param probability to be spread
     * @param recurrent the model's state after the event; null when the visit alone counts
     */
    List<CategoryIntent> of(Tally seen, double probability, float @Nullable [] recurrent) {
        long total = 0;
        for (long count : seen.counts().values()) {
            total += count;
        }
        Likeliest likeliest = new Likeliest();
        if (head == null || recurrent == null) {
            seen.counts().forEach(likeliest::offer);
            return likeliest.spread(probability, total);
        }
        float[] shares = head.shares(recurrent);
        for (Map.Entry<String, Long> entry : seen.counts().entrySet()) {
            int place = head.place(entry.getKey());
            double expected = place < 0 ? 0 : shares[place];
            likeliest.offer(entry.getKey(), (1 - mix) * entry.getValue() / total + mix * expected);
        }
        for (int i = 0; i < shares.length; i++) {
            String category = head.categories().get(i);
            double weight = mix * shares[i];
            if (likeliest.wants(weight) && seen.count(category) == 0) {
                likeliest.offer(category, weight);
            }
        }
        return likeliest.spread(probability, 1);
    }
}
