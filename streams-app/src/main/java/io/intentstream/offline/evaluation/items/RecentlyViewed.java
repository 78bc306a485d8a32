package io.intentstream.offline.evaluation.items;

import io.intentstream.core.state.Decay;
import io.intentstream.core.state.WindowEvent;
import org.jspecify.annotations.Nullable;

/** The user's own products and categories: each event counts half as much an hour later. It learns nothing. */
final class RecentlyViewed extends ListBaseline {
    private static final double HALF_LIFE = 3_600_000;

    @Override
    Scores score(Moment moment) {
        Scores scores = new Scores();
        for (WindowEvent event : moment.past()) {
            double weight = weight(moment, event);
            NextItemReplay.itemsOf(event).forEach(item -> scores.add(item, weight));
        }
        return scores;
    }

    @Override
    @Nullable
    Scores scoreCategories(Moment moment) {
        Scores scores = new Scores();
        for (WindowEvent event : moment.past()) {
            String category = NextItemReplay.categoryOf(event);
            if (category != null) {
                scores.add(category, weight(moment, event));
            }
        }
        return scores;
    }

    private static double weight(Moment moment, WindowEvent event) {
        return Decay.of(moment.now() - event.time(), HALF_LIFE);
    }
}
