package io.intentstream.core.recommendation;

import io.intentstream.core.state.ItemMemory;
import io.intentstream.schema.RecommendationReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Ranks products and categories for a user. A product's score is a weighted sum of parts, each divided by its greatest value:
 *
 * <ul>
 *   <li>the user's <b>own</b> products, decayed at three half-lives;
 *   <li>products that others <b>viewed</b> after those of the session, the latest counting most;
 *   <li>products that others <b>bought</b> with those of the cart;
 *   <li><b>bestsellers</b> of the categories of now, those of the user's brands and prices first;
 *   <li>bestsellers <b>overall</b>, to fill up.
 * </ul>
 *
 * <p>Left out are the products just seen, those bought lately, those in the cart, and those that the request excludes. Then a
 * category may have only a share of the list. Sums are made in a fixed order, so the same state and bundle give the same bits.
 *
 * <p>Belongs to one thread.
 */
public final class Recommender {
    /** Most categories in {@link #categories}. */
    public static final int MAX_CATEGORIES = 10;

    private static final double STEPS = 1e4;

    /** How much less each earlier product of a session counts. */
    private static final double PER_SEED = .8;

    /** How much less each earlier category counts for transitions. */
    private static final double PER_CATEGORY = .7;

    private static final int STRONGEST_CATEGORIES = 3;
    private static final double AFFINITY = .05;
    private static final int BESTSELLERS = 40;

    /** The user's own products beyond the limit that may still be left out of a list. */
    private static final int SPARE = 40;

    /** Weights of the categories at 10 minutes, 1 hour and 1 day, and of transitions. */
    private static final double[] CATEGORY_WEIGHTS = {.35, .2, .15};

    private static final double TRANSITIONS = .3;

    /** Most categories that one leads to. */
    private static final int TRANSITIONS_EACH = 20;

    private final ItemTables tables;
    private final ItemsManifest manifest;
    private final boolean rules;
    private final long boughtFilter;
    private final Candidates candidates;

    /**
     * @param bundle what is known of products
     * @param boughtFilter how long a bought product is left out
     */
    public Recommender(ItemsBundle bundle, Duration boughtFilter) {
        this(bundle, true, boughtFilter);
    }

    private Recommender(ItemsBundle bundle, boolean rules, Duration boughtFilter) {
        this.rules = rules;
        this.tables = bundle.tables();
        this.manifest = bundle.manifest();
        this.boughtFilter = boughtFilter.toMillis();
        this.candidates = new Candidates(tables);
    }

    /**
     * A recommender that leaves out only the products just seen, and lets a category fill a list: what the score alone is
     * worth. Baselines have no rules either.
     */
    public static Recommender withoutRules(ItemsBundle bundle) {
        return new Recommender(bundle, false, Duration.ZERO);
    }

    /** Products for somebody of whom only the latest products are known, the oldest first. Nothing else is looked at. */
    public List<Recommendation> recommend(Collection<String> itemIds, RecommendationRequest request) {
        return recommend(UserItems.ofItems(itemIds, tables), request);
    }

    /** Products for a user, the best first; bestsellers for one of whom nothing is known. */
    public List<Recommendation> recommend(UserItems user, RecommendationRequest request) {
        MixWeights weights = manifest.weights();
        candidates.clear();
        RecommendationList list = request.list();
        if (list != RecommendationList.DISCOVER) {
            addOwn(user, weights, request);
        }
        if (list != RecommendationList.CONTINUE) {
            addRelated(user.seeds(), RelatedKind.ALSO_VIEWED);
            candidates.endPart(weights.alsoViewed(), RecommendationReason.ALSO_VIEWED);
            addRelated(user.inCart(), RelatedKind.ALSO_BOUGHT);
            candidates.endPart(weights.alsoBought(), RecommendationReason.ALSO_BOUGHT);
            addBestsellers(user, request.category());
            candidates.endPart(weights.category(list), RecommendationReason.POPULAR_IN_CATEGORY);
        }
        return new RankedList(user, request, weights).list();
    }

    /** Adds the user's strongest products that the list may have, and a few more: the others would hardly come into it. */
    private void addOwn(UserItems user, MixWeights weights, RecommendationRequest request) {
        double[] scores = ownScores(user, weights);
        for (int i = 0; i < scores.length; i++) {
            if (isLeftOut(user, i) || request.exclude().contains(user.itemId(i))) {
                scores[i] = 0;
            }
        }
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        int most = request.limit() + SPARE;
        double least = request.category() == null && sorted.length > most ? sorted[sorted.length - most] : 0;
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] > 0 && scores[i] >= least) {
                candidates.put(candidates.numberOf(user.itemId(i)), scores[i], RecommendationReason.RECENTLY_VIEWED);
            }
        }
    }

    private boolean isLeftOut(UserItems user, int own) {
        return user.justSeen(own) || rules && (user.inCart(own) || user.bought(own, boughtFilter));
    }

    private static double[] ownScores(UserItems user, MixWeights weights) {
        double[] scores = new double[user.size()];
        for (int scale = 0; scale < ItemMemory.HALF_LIVES.length; scale++) {
            double most = 0;
            for (int i = 0; i < scores.length; i++) {
                most = Math.max(most, user.weight(i, scale));
            }
            for (int i = 0; i < scores.length && most > 0; i++) {
                scores[i] += weights.own().of(scale) * (Math.max(0, user.weight(i, scale)) / most);
            }
        }
        return scores;
    }

    private void addRelated(List<String> seeds, RelatedKind kind) {
        RankedLists related = tables.related(kind);
        double weight = 1;
        for (int i = seeds.size() - 1; i >= 0; i--) {
            String seed = seeds.get(i);
            int item = tables.itemNumber(seed);
            if (item != ItemTables.NONE) {
                for (int place = related.start(item); place < related.end(item); place++) {
                    candidates.add(related.index(place), weight * related.weight(place), seed);
                }
            }
            weight *= PER_SEED;
        }
    }

    private void addBestsellers(UserItems user, @Nullable String only) {
        Taste taste = user.taste(tables);
        if (only != null) {
            addBestsellers(taste, only, 1);
            return;
        }
        double[] now = new double[user.categories()];
        for (int i = 0; i < now.length; i++) {
            now[i] = user.categoryWeight(i, UserItems.HOUR) + AFFINITY * user.affinity(user.categoryId(i));
        }
        for (int n = 0; n < Math.min(STRONGEST_CATEGORIES, now.length); n++) {
            int strongest = strongest(now);
            addBestsellers(taste, user.categoryId(strongest), now[strongest]);
            now[strongest] = -1;
        }
    }

    /** Place of the greatest value, the first of equal ones. */
    private static int strongest(double[] values) {
        int strongest = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[strongest]) {
                strongest = i;
            }
        }
        return strongest;
    }

    private void addBestsellers(Taste taste, String categoryId, double weight) {
        int category = tables.categoryNumber(categoryId);
        if (category == ItemTables.NONE || weight <= 0) {
            return;
        }
        RankedLists bestsellers = tables.bestsellers();
        int end = Math.min(bestsellers.end(category), bestsellers.start(category) + BESTSELLERS);
        for (int place = bestsellers.start(category); place < end; place++) {
            int item = bestsellers.index(place);
            candidates.add(item, weight * bestsellers.weight(place) * taste.fit(item), categoryId);
        }
    }

    /** A list in the making: the candidates by their score, then bestsellers. */
    private final class RankedList {
        private final UserItems user;
        private final RecommendationRequest request;
        private final MixWeights weights;
        private final double greatest;
        private final int mostPerCategory;
        private final List<Recommendation> list;
        private final List<Recommendation> overflow = new ArrayList<>();
        private final Map<String, Integer> ofCategory = new HashMap<>();

        RankedList(UserItems user, RecommendationRequest request, MixWeights weights) {
            this.user = user;
            this.request = request;
            this.weights = weights;
            this.greatest = weights.greatest(request.list());
            this.mostPerCategory = rules && request.category() == null
                    ? (int) Math.ceil(request.limit() * manifest.maxPerCategory())
                    : request.limit();
            this.list = new ArrayList<>(request.limit());
        }

        List<Recommendation> list() {
            candidates.sort();
            for (int slot = candidates.next(); slot >= 0 && !isFull(); slot = candidates.next()) {
                add(slot);
            }
            for (int i = 0; i < overflow.size() && !isFull(); i++) {
                list.add(overflow.get(i).atMost(leastScore()));
            }
            if (request.list() != RecommendationList.CONTINUE) {
                fillUp();
            }
            return list;
        }

        private boolean isFull() {
            return list.size() >= request.limit();
        }

        private void add(int slot) {
            String itemId = candidates.itemId(slot);
            int own = user.indexOf(itemId);
            String category = candidates.isKnown(slot) ? categoryOf(candidates.number(slot)) : user.categoryOf(own);
            if (!isAllowed(itemId, own, category)) {
                return;
            }
            Recommendation recommendation = new Recommendation(
                    itemId,
                    category,
                    rounded(candidates.total(slot) / greatest),
                    reason(slot, own),
                    own < 0 ? candidates.because(slot) : null);
            boolean fits = category == null || ofCategory.merge(category, 1, Integer::sum) <= mostPerCategory;
            (fits ? list : overflow).add(recommendation);
        }

        private RecommendationReason reason(int slot, int own) {
            if (own < 0) {
                return candidates.reason(slot);
            }
            return user.wished(own) ? RecommendationReason.ON_WISHLIST : RecommendationReason.RECENTLY_VIEWED;
        }

        private boolean isAllowed(String itemId, int own, @Nullable String category) {
            return (request.category() == null || request.category().equals(category))
                    && (own < 0 || request.list() != RecommendationList.DISCOVER && !isLeftOut(user, own))
                    && !request.exclude().contains(itemId);
        }

        /** The score of the last product: what follows ranks no higher. */
        private double leastScore() {
            return list.isEmpty() ? 1 : list.get(list.size() - 1).score();
        }

        /** Adds the most popular products that are not in the list yet. */
        private void fillUp() {
            int only = request.category() == null ? ItemTables.NONE : tables.categoryNumber(request.category());
            if (isFull() || request.category() != null && only == ItemTables.NONE) {
                return;
            }
            Set<String> listed = new HashSet<>();
            list.forEach(recommendation -> listed.add(recommendation.itemId()));
            for (int item = 0; item < tables.items() && !isFull(); item++) {
                if (only == ItemTables.NONE || tables.categoryOf(item) == only) {
                    String itemId = tables.itemId(item);
                    String category = categoryOf(item);
                    if (isAllowed(itemId, user.indexOf(itemId), category) && listed.add(itemId)) {
                        double score =
                                rounded(weights.popular() * tables.popularity(item) / tables.popularity(0) / greatest);
                        list.add(new Recommendation(itemId, category, score, RecommendationReason.POPULAR, null)
                                .atMost(leastScore()));
                    }
                }
            }
        }
    }

    private @Nullable String categoryOf(int item) {
        int category = tables.categoryOf(item);
        return category == ItemTables.NONE ? null : tables.categoryId(category);
    }

    private static double rounded(double value) {
        return Math.round(value * STEPS) / STEPS;
    }

    /**
     * Categories that a user may look at next, the likeliest first, at most {@value #MAX_CATEGORIES}. The most popular ones
     * fill up, with a share of 0.
     */
    public List<CategoryShare> categories(UserItems user) {
        return categories(user, MAX_CATEGORIES);
    }

    /** The most popular categories, for somebody of whom nothing is known. */
    public List<CategoryShare> popularCategories() {
        return categories(UserItems.ofItems(List.of(), tables));
    }

    /** The same as {@link #categories(UserItems)} with another limit. */
    public List<CategoryShare> categories(UserItems user, int limit) {
        IdIndex names = new IdIndex(user.categories() + TRANSITIONS_EACH);
        double[] shares = new double
                [user.categories() + TRANSITIONS_EACH * user.recentCategories().size()];
        for (int i = 0; i < user.categories(); i++) {
            names.add(user.categoryId(i));
        }
        for (int scale = 0; scale < CATEGORY_WEIGHTS.length; scale++) {
            double total = 0;
            for (int i = 0; i < user.categories(); i++) {
                total += user.categoryWeight(i, scale);
            }
            for (int i = 0; i < user.categories() && total > 0; i++) {
                shares[i] += CATEGORY_WEIGHTS[scale] * user.categoryWeight(i, scale) / total;
            }
        }
        addTransitions(user.recentCategories(), names, shares);
        List<CategoryShare> likeliest = new ArrayList<>();
        for (int n = 0; n < Math.min(limit, names.size()); n++) {
            int place = strongest(shares);
            String category = names.get(place);
            likeliest.add(new CategoryShare(category, rounded(shares[place]), !user.knowsCategory(category)));
            shares[place] = -1;
        }
        for (int category = 0; category < tables.categories() && likeliest.size() < limit; category++) {
            String popular = tables.categoryId(category);
            if (names.indexOf(popular) < 0) {
                likeliest.add(new CategoryShare(popular, 0, !user.knowsCategory(popular)));
            }
        }
        return likeliest;
    }

    private void addTransitions(List<String> recent, IdIndex names, double[] shares) {
        RankedLists transitions = tables.transitions();
        double total = 0;
        double[] next = new double[shares.length];
        double weight = 1;
        for (int i = recent.size() - 1; i >= 0; i--) {
            int category = tables.categoryNumber(recent.get(i));
            if (category != ItemTables.NONE) {
                int end = Math.min(transitions.end(category), transitions.start(category) + TRANSITIONS_EACH);
                for (int place = transitions.start(category); place < end; place++) {
                    String to = tables.categoryId(transitions.index(place));
                    int known = names.indexOf(to);
                    double value = weight * transitions.weight(place);
                    next[known < 0 ? names.add(to) : known] += value;
                    total += value;
                }
            }
            weight *= PER_CATEGORY;
        }
        for (int i = 0; i < next.length && total > 0; i++) {
            shares[i] += TRANSITIONS * next[i] / total;
        }
    }

    /**
     * The most popular products.
     *
     * @param category the only category; null for all
     */
    public List<Recommendation> popular(@Nullable String category, int limit) {
        RecommendationList all = RecommendationList.ALL;
        return recommend(List.of(), new RecommendationRequest(limit, all, category, Set.of()));
    }

    /** Products that go with one, the strongest first; none for a product that the tables do not know. */
    public List<RelatedItem> related(String itemId, RelatedKind kind, int limit) {
        int item = tables.itemNumber(itemId);
        if (item == ItemTables.NONE) {
            return List.of();
        }
        RankedLists related = tables.related(kind);
        int start = related.start(item);
        int end = Math.min(related.end(item), start + limit);
        return IntStream.range(start, end)
                .mapToObj(place -> {
                    int other = related.index(place);
                    double score = rounded(related.weight(place) / related.weight(start));
                    return new RelatedItem(tables.itemId(other), categoryOf(other), score);
                })
                .toList();
    }
}
