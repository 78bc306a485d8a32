package io.intentstream.offline.evaluation.items;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * S-POP (Hidasi and others, 2016): the products and categories of the session, those with most events first. Of equal ones, the
 * more popular comes first, and popular ones fill up: to the events in the session it adds p / (1 + p), with p sessions.
 */
final class SessionPopularity extends ListBaseline {
    private final Popularity products;
    private final Popularity categories;

    /** @param sessions whose products are counted */
    SessionPopularity(LearntSessions sessions) {
        products = new Popularity(sessions.items());
        Map<String, Integer> sessionsWith = new LinkedHashMap<>();
        sessions.all()
                .forEach(session -> session.categories().stream()
                        .distinct()
                        .forEach(id -> sessionsWith.merge(id, 1, Integer::sum)));
        categories = new Popularity(sessionsWith);
    }

    @Override
    Scores score(Moment moment) {
        return products.with(moment.sessionItems());
    }

    @Override
    @Nullable
    Scores scoreCategories(Moment moment) {
        return categories.with(moment.sessionCategories());
    }

    /** How many sessions each id is in. */
    private static final class Popularity {
        /** As many of the most popular fill a list, whatever the user knows of them. */
        private static final int MOST = 1_000;

        private final Map<String, Integer> sessionsWith;
        private final List<String> popular;

        Popularity(Map<String, Integer> sessionsWith) {
            this.sessionsWith = sessionsWith;
            this.popular = sessionsWith.keySet().stream()
                    .sorted(Comparator.comparing(sessionsWith::get).reversed())
                    .limit(MOST)
                    .toList();
        }

        Scores with(List<String> ofSession) {
            Scores scores = new Scores();
            ofSession.forEach(id -> scores.set(id, share(id)));
            popular.forEach(id -> scores.set(id, share(id)));
            ofSession.forEach(id -> scores.add(id, 1));
            return scores;
        }

        private double share(String id) {
            double sessions = sessionsWith.getOrDefault(id, 0);
            return sessions / (1 + sessions);
        }
    }
}
