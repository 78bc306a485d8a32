package io.intentstream.offline.evaluation.items;

import org.jspecify.annotations.Nullable;

/** The same for everybody: the products of most sessions, and the categories of most events. */
final class PopularityBaseline extends ListBaseline {
    private final Scores items = new Scores();
    private final Scores categories = new Scores();

    PopularityBaseline(LearntSessions sessions) {
        sessions.items().forEach(items::add);
        sessions.all().forEach(session -> session.categories().forEach(category -> categories.add(category, 1)));
    }

    @Override
    Scores score(Moment moment) {
        return items;
    }

    @Override
    @Nullable
    Scores scoreCategories(Moment moment) {
        return categories;
    }
}
