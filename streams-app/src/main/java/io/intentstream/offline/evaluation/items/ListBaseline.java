package io.intentstream.offline.evaluation.items;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A baseline from the literature: it scores products, and lists those with the highest scores. */
abstract class ListBaseline implements ListMaker {
    private @Nullable Moment scored;
    private Scores scores = new Scores();

    /** Scores products. */
    abstract Scores score(Moment moment);

    /** Scores categories by the same rule; null when the rule has no use for categories. */
    @Nullable
    Scores scoreCategories(Moment moment) {
        return null;
    }

    @Override
    public final List<String> items(Moment moment) {
        return scores(moment).top(LIMIT, item -> !moment.isLatest(item));
    }

    @Override
    public final List<String> discover(Moment moment) {
        return scores(moment).top(LIMIT, item -> !moment.hasSeen(item));
    }

    @Override
    public final List<String> unseen(Moment moment) {
        return discover(moment);
    }

    @Override
    public final @Nullable List<String> categories(Moment moment) {
        Scores all = scoreCategories(moment);
        return all == null ? null : all.top(CATEGORIES, category -> true);
    }

    @Override
    public final @Nullable List<String> newCategories(Moment moment) {
        Scores all = scoreCategories(moment);
        return all == null ? null : all.top(CATEGORIES, category -> !moment.hasSeenCategory(category));
    }

    private Scores scores(Moment moment) {
        if (moment != scored) {
            scores = score(moment);
            scored = moment;
        }
        return scores;
    }
}
