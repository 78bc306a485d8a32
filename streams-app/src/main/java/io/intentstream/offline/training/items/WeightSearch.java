package io.intentstream.offline.training.items;

import io.intentstream.core.recommendation.ItemTables;
import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.core.recommendation.ItemsManifest;
import io.intentstream.core.recommendation.MixWeights;
import io.intentstream.core.recommendation.Recommendation;
import io.intentstream.core.recommendation.RecommendationList;
import io.intentstream.core.recommendation.RecommendationRequest;
import io.intentstream.core.recommendation.Recommender;
import io.intentstream.core.recommendation.UserItems;
import io.intentstream.offline.evaluation.items.NextItem;
import io.intentstream.offline.evaluation.items.NextItemReplay;
import io.intentstream.offline.training.data.UserEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Chooses the weights of a list's parts by a fixed grid, on users' events after those that the tables were counted from: the
 * best HR@20 + MRR@20 for a list of all products, then the best HR@20 of products new to the user for a list to discover.
 */
final class WeightSearch {
    /** With fewer events to validate on, differences are chance. */
    static final int FEWEST_TARGETS = 200;

    private static final int MOST_TARGETS = 10_000;

    /** Most of one user, so that nobody decides alone. */
    private static final int MOST_TARGETS_EACH = 200;

    private static final int LENGTH = 20;
    private static final double[] ALSO_VIEWED = {.1, .3, .6, 1};
    private static final double[] CATEGORY = {.03, .1, .3, 1};
    private static final double[] DISCOVER_CATEGORY = {.1, .3, 1, 3};
    private static final MixWeights.Own[] OWN = {
        new MixWeights.Own(1, .6, .6), new MixWeights.Own(1, .3, .1), new MixWeights.Own(1, 1, 1)
    };

    /** A category may have less than all of a list if that costs at most this share of the hits. */
    private static final double DEAREST_CAP = .02;

    private static final double CAP = .6;

    /** Other weights must be better than the defaults by this factor: less is chance. */
    private static final double CLEARLY_BETTER = 1.01;

    private final ItemTables tables;
    private final List<UserEvents> users;
    private final NextItemReplay replay;
    private final Runnable goingOn;

    /**
     * What was found.
     *
     * @param weights the best weights
     * @param maxPerCategory share of a list that a category may have
     * @param targets events that they were compared on; 0 when there were too few, and the defaults are kept
     * @param hitRate HR@20 with them
     * @param newHitRate HR@20 of products new to the user, in the list to discover
     */
    record Found(MixWeights weights, double maxPerCategory, int targets, double hitRate, double newHitRate) {
        static final Found DEFAULT = new Found(MixWeights.DEFAULT, CAP, 0, Double.NaN, Double.NaN);
    }

    /** A recommender, the list that it is asked for, and its hits. */
    private static final class Candidate {
        private final MixWeights weights;
        private final Recommender recommender;
        private final RecommendationList list;
        private int targets;
        private int hits;
        private double reciprocalRanks;

        private Candidate(MixWeights weights, Recommender recommender, RecommendationList list) {
            this.weights = weights;
            this.recommender = recommender;
            this.list = list;
        }

        private void judge(UserItems user, NextItem next) {
            if (list == RecommendationList.DISCOVER && !next.newItems()) {
                return;
            }
            targets++;
            List<Recommendation> recommended =
                    recommender.recommend(user, new RecommendationRequest(LENGTH, list, null, Set.of()));
            for (int i = 0; i < recommended.size(); i++) {
                if (next.items().contains(recommended.get(i).itemId())) {
                    hits++;
                    reciprocalRanks += 1.0 / (i + 1);
                    return;
                }
            }
        }

        private double hitRate() {
            return targets == 0 ? Double.NaN : hits / (double) targets;
        }

        private double score() {
            return hits + reciprocalRanks;
        }
    }

    /**
     * @param tables counted from the events before {@code from}
     * @param users with all their events
     * @param replay shows the events to validate on
     * @param goingOn ends the search with an exception when it shall stop
     */
    WeightSearch(ItemTables tables, List<UserEvents> users, NextItemReplay replay, Runnable goingOn) {
        this.tables = tables;
        this.users = users;
        this.replay = replay;
        this.goingOn = goingOn;
    }

    Found search() {
        List<Candidate> all = new ArrayList<>();
        all.add(free(MixWeights.DEFAULT, RecommendationList.ALL));
        for (MixWeights.Own own : OWN) {
            for (double alsoViewed : ALSO_VIEWED) {
                for (double category : CATEGORY) {
                    MixWeights usual = MixWeights.DEFAULT;
                    all.add(free(
                            new MixWeights(
                                    own,
                                    alsoViewed,
                                    usual.alsoBought(),
                                    category,
                                    usual.popular(),
                                    usual.discoverCategory()),
                            RecommendationList.ALL));
                }
            }
        }
        judge(all);
        if (all.get(0).targets < FEWEST_TARGETS) {
            return Found.DEFAULT;
        }
        MixWeights best = best(all, Candidate::score).weights;
        List<Candidate> discover = new ArrayList<>();
        discover.add(free(best, RecommendationList.DISCOVER));
        for (double relative : DISCOVER_CATEGORY) {
            discover.add(free(
                    best.withDiscoverCategory(rounded(relative * best.alsoViewed())), RecommendationList.DISCOVER));
        }
        judge(discover);
        Candidate chosen = best(discover, Candidate::hitRate);
        Candidate free = free(chosen.weights, RecommendationList.ALL);
        Candidate uncapped = withRules(chosen.weights, 1);
        Candidate capped = withRules(chosen.weights, CAP);
        judge(List.of(free, uncapped, capped));
        double cap = capped.hits >= (1 - DEAREST_CAP) * uncapped.hits ? CAP : 1;
        return new Found(chosen.weights, cap, free.targets, free.hitRate(), chosen.hitRate());
    }

    private static double rounded(double weight) {
        return Math.round(weight * 1e4) / 1e4;
    }

    /** The best candidate if it is clearly better than the first, otherwise the first. */
    private static Candidate best(List<Candidate> candidates, ToDoubleFunction<Candidate> score) {
        Candidate best = candidates.get(0);
        for (Candidate candidate : candidates) {
            if (score.applyAsDouble(candidate) > score.applyAsDouble(best)) {
                best = candidate;
            }
        }
        Candidate first = candidates.get(0);
        return score.applyAsDouble(best) > CLEARLY_BETTER * score.applyAsDouble(first) ? best : first;
    }

    /** Asks all candidates for the same lists. */
    private void judge(List<Candidate> candidates) {
        int left = MOST_TARGETS;
        for (UserEvents user : users) {
            goingOn.run();
            int most = Math.min(left, MOST_TARGETS_EACH);
            int[] targets = new int[1];
            if (most > 0) {
                replay.play(user, (state, next) -> {
                    if (!next.repeat() && targets[0] < most) {
                        targets[0]++;
                        UserItems items = UserItems.of(state);
                        candidates.forEach(candidate -> candidate.judge(items, next));
                    }
                });
            }
            left -= targets[0];
        }
    }

    private Candidate free(MixWeights weights, RecommendationList list) {
        return new Candidate(weights, Recommender.withoutRules(bundle(weights, 1)), list);
    }

    private Candidate withRules(MixWeights weights, double maxPerCategory) {
        Recommender recommender = new Recommender(bundle(weights, maxPerCategory), Duration.ZERO);
        return new Candidate(weights, recommender, RecommendationList.ALL);
    }

    private ItemsBundle bundle(MixWeights weights, double maxPerCategory) {
        ItemsManifest manifest = new ItemsManifest(
                ItemsManifest.KIND,
                "validation",
                "1",
                1,
                tables.items(),
                tables.categories(),
                1,
                0,
                0,
                weights,
                maxPerCategory,
                "",
                "",
                Map.of());
        return ItemsBundle.of(manifest, tables);
    }
}
