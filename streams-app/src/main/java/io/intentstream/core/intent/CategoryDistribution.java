package io.intentstream.core.intent;

import io.intentstream.core.model.CategoryHead;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.state.BoundedCounter;
import org.jspecify.annotations.Nullable;

/**
 * Spreads an intent over categories: by their part in the visit's events, for a purchase later in the visit concerns
 * what the visit is about, and by what the model expects next, as far as its manifest says. Belongs to one thread.
 */
final class CategoryDistribution {
    private final @Nullable CategoryHead head;
    private final double mix;
    private final TopCategories likeliest = new TopCategories();

    CategoryDistribution(IntentModel model) {
        head = model.categoryHead();
        mix = model.manifest().categoryMix();
    }

    /** Whether the model has a say. */
    boolean asksModel() {
        return head != null;
    }

    /**
     * The likeliest categories, until it is asked again.
     *
     * @param seen the visit's categories
     * @param recurrent the model's state after the event; null when the visit alone counts
     */
    TopCategories of(BoundedCounter seen, float @Nullable [] recurrent) {
        long total = seen.total();
        if (head == null || recurrent == null) {
            likeliest.begin(total);
            for (int i = 0; i < seen.size(); i++) {
                likeliest.offer(seen.name(i), seen.count(i));
            }
            return likeliest;
        }
        likeliest.begin(1);
        float[] shares = head.shares(recurrent);
        for (int i = 0; i < seen.size(); i++) {
            int place = head.place(seen.name(i));
            double expected = place < 0 ? 0 : shares[place];
            likeliest.offer(seen.name(i), (1 - mix) * seen.count(i) / total + mix * expected);
        }
        for (int i = 0; i < shares.length; i++) {
            String category = head.categories().get(i);
            double weight = mix * shares[i];
            if (likeliest.wants(weight) && seen.count(category) == 0) {
                likeliest.offer(category, weight);
            }
        }
        return likeliest;
    }
}
