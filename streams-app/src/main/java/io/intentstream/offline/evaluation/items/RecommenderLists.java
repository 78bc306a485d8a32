package io.intentstream.offline.evaluation.items;

import io.intentstream.core.recommendation.CategoryShare;
import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.core.recommendation.MixWeights;
import io.intentstream.core.recommendation.Recommendation;
import io.intentstream.core.recommendation.RecommendationList;
import io.intentstream.core.recommendation.RecommendationRequest;
import io.intentstream.core.recommendation.Recommender;
import io.intentstream.core.recommendation.UserItems;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What an items bundle recommends. */
final class RecommenderLists implements ListMaker {
    private static final Duration BOUGHT_FILTER = Duration.ofDays(30);

    private final Recommender recommender;

    private RecommenderLists(Recommender recommender) {
        this.recommender = recommender;
    }

    /** The lists as they are served: without what lies in the cart and what was bought, and not all of one category. */
    static RecommenderLists served(ItemsBundle bundle) {
        return new RecommenderLists(new Recommender(bundle, BOUGHT_FILTER));
    }

    /** What the score alone is worth, without rules, which baselines have not either. */
    static RecommenderLists scored(ItemsBundle bundle) {
        return new RecommenderLists(Recommender.withoutRules(bundle));
    }

    /** The same bundle with other weights, which shows what a part does alone. */
    static RecommenderLists weighted(ItemsBundle bundle, MixWeights weights) {
        return scored(new ItemsBundle(bundle.manifest().withWeights(weights), bundle.fingerprint(), bundle.tables()));
    }

    @Override
    public List<String> items(Moment moment) {
        return list(moment, RecommendationList.ALL, LIMIT);
    }

    @Override
    public List<String> discover(Moment moment) {
        return unseen(moment, list(moment, RecommendationList.DISCOVER, LIMIT));
    }

    @Override
    public List<String> unseen(Moment moment) {
        return unseen(moment, list(moment, RecommendationList.ALL, RecommendationRequest.MAX_LIMIT));
    }

    private static List<String> unseen(Moment moment, List<String> list) {
        return list.stream().filter(item -> !moment.hasSeen(item)).limit(LIMIT).toList();
    }

    private List<String> list(Moment moment, RecommendationList list, int limit) {
        return recommender
                .recommend(UserItems.of(moment.state()), new RecommendationRequest(limit, list, null, Set.of()))
                .stream()
                .map(Recommendation::itemId)
                .toList();
    }

    @Override
    public List<String> categories(Moment moment) {
        return categories(moment, CATEGORIES).toList();
    }

    private Stream<String> categories(Moment moment, int limit) {
        return recommender.categories(UserItems.of(moment.state()), limit).stream()
                .map(CategoryShare::categoryId);
    }

    @Override
    public List<String> newCategories(Moment moment) {
        return categories(moment, Integer.MAX_VALUE)
                .filter(category -> !moment.hasSeenCategory(category))
                .limit(CATEGORIES)
                .toList();
    }
}
