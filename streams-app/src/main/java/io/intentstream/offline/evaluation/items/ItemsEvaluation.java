package io.intentstream.offline.evaluation.items;

import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.core.recommendation.MixWeights;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.evaluation.EvaluationException;
import io.intentstream.offline.evaluation.EvaluationProgress;
import io.intentstream.offline.evaluation.report.Section;
import io.intentstream.offline.stats.UserBootstrap;
import io.intentstream.offline.training.data.HeldOutUsers;
import io.intentstream.offline.training.data.UserEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Evaluates an items bundle beside baselines. Split by time, tables and baselines learn from the events before a border, and
 * the targets are the users' events after it. Split by user, they learn from all but some users, and the targets are the events
 * of those. A user's own past is always known. The same input gives the same report.
 */
public final class ItemsEvaluation {
    /** Name of the bundle's own row. */
    static final String OURS = "this bundle";

    private static final int PARTS = 10;
    private static final MixWeights.Own NO_OWN = new MixWeights.Own(0, 0, 0);

    private final int drawings;
    private final EvaluationProgress progress;

    /**
     * @param drawings of users, for the intervals
     * @param progress receives the steps
     */
    public ItemsEvaluation(int drawings, EvaluationProgress progress) {
        this.drawings = drawings;
        this.progress = progress;
    }

    /**
     * Evaluates a bundle: split by time when there are later events, and split by user when the training held users out.
     *
     * @param users each user's events, before and after the bundle's training
     * @throws EvaluationException when there is nothing to learn from, or no target that the training did not see
     */
    public List<Section> run(ItemsBundle bundle, List<UserEvents> users) {
        HeldOutUsers heldOut = HeldOutUsers.of(bundle.manifest());
        long until = bundle.manifest().trainedUntil();
        Duration gap = Duration.ofSeconds(bundle.manifest().sessionGapSeconds());
        List<UserEvents> learnt =
                users.stream().filter(user -> !heldOut.has(user.userId())).toList();
        List<UserEvents> later = tested(learnt, new NextItemReplay(gap, until + 1));
        List<UserEvents> others = tested(
                users.stream().filter(user -> heldOut.has(user.userId())).toList(),
                new NextItemReplay(gap, Long.MIN_VALUE));
        requireEvents(
                bundle,
                learnt.stream().anyMatch(user -> user.events().get(0).time() <= until),
                !later.isEmpty() || !others.isEmpty());
        progress.expect(1 + (later.isEmpty() ? 0 : PARTS) + (others.isEmpty() ? 0 : PARTS));
        progress.step("learning baselines");
        Map<String, ListMaker> makers = makers(bundle, new LearntSessions(learnt, gap, until));
        Map<String, String> categoryOf = categories(users);
        List<Section> sections = new ArrayList<>();
        if (!later.isEmpty()) {
            sections.addAll(evaluate("by time", bundle, makers, later, new NextItemReplay(gap, until + 1), categoryOf));
        }
        if (!others.isEmpty()) {
            sections.addAll(
                    evaluate("by user", bundle, makers, others, new NextItemReplay(gap, Long.MIN_VALUE), categoryOf));
        }
        return sections;
    }

    private List<Section> evaluate(
            String split,
            ItemsBundle bundle,
            Map<String, ListMaker> makers,
            List<UserEvents> tested,
            NextItemReplay replay,
            Map<String, String> categoryOf) {
        Map<String, ListMetrics> metrics = new LinkedHashMap<>();
        makers.keySet().forEach(name -> metrics.put(name, new ListMetrics(tested.size(), categoryOf)));
        TableCeiling ceiling = new TableCeiling(bundle.tables());
        for (int part = 0; part < PARTS; part++) {
            progress.step("lists split " + split + ", part " + (part + 1) + " of " + PARTS);
            for (int i = part * tested.size() / PARTS; i < (part + 1) * tested.size() / PARTS; i++) {
                int number = i;
                UserEvents user = tested.get(i);
                replay.play(user, (state, next) -> {
                    Moment moment = new Moment(state, user.events().subList(0, next.index()));
                    ceiling.add(next);
                    makers.forEach((name, maker) -> metrics.get(name).add(number, maker, moment, next));
                });
            }
        }
        UserBootstrap bootstrap =
                new UserBootstrap(tested.size(), drawings, bundle.manifest().trainedUntil());
        return ItemsSections.of(split, metrics, ceiling, bootstrap);
    }

    /** The users with a target. */
    private static List<UserEvents> tested(List<UserEvents> users, NextItemReplay replay) {
        return users.stream()
                .filter(user -> {
                    boolean[] found = new boolean[1];
                    replay.play(user, (state, next) -> found[0] |= !next.repeat());
                    return found[0];
                })
                .toList();
    }

    /** The latest category of each product. */
    private static Map<String, String> categories(List<UserEvents> users) {
        Map<String, String> categoryOf = new HashMap<>();
        for (UserEvents user : users) {
            for (WindowEvent event : user.events()) {
                for (int part = 0; part < event.itemCount(); part++) {
                    String itemId = event.item(part).itemId();
                    String categoryId = event.item(part).categoryId();
                    if (itemId != null && categoryId != null) {
                        categoryOf.put(itemId, categoryId);
                    }
                }
            }
        }
        return categoryOf;
    }

    private static void requireEvents(ItemsBundle bundle, boolean past, boolean unseen) {
        Instant until = Instant.ofEpochMilli(bundle.manifest().trainedUntil());
        String name = bundle.manifest().name() + " " + bundle.manifest().version();
        if (!unseen) {
            throw new EvaluationException("The bundle " + name + " learnt from events up to " + until
                    + ", and --input has no later event in which a known user looks at another product: evaluation on training"
                    + " data says nothing. Name later events with --input, or train the bundle with --until an earlier"
                    + " time or with --hold-out-users");
        }
        if (!past) {
            throw new EvaluationException(
                    "The bundle " + name + " learnt from events up to " + until
                            + ", and --input has none of that time for baselines to learn from: name a file that begins before it");
        }
    }

    private static Map<String, ListMaker> makers(ItemsBundle bundle, LearntSessions sessions) {
        MixWeights weights = bundle.manifest().weights();
        Map<String, ListMaker> makers = new LinkedHashMap<>();
        makers.put(OURS, RecommenderLists.scored(bundle));
        makers.put("as served", RecommenderLists.served(bundle));
        makers.put("its own products", part(bundle, new MixWeights(weights.own(), 0, 0, 0, 0, 0)));
        makers.put("its also viewed", part(bundle, new MixWeights(NO_OWN, 1, 0, 0, 0, 0)));
        makers.put("its bestsellers", part(bundle, new MixWeights(NO_OWN, 0, 0, 1, 0, 1)));
        makers.put("popularity", new PopularityBaseline(sessions));
        makers.put("session (S-POP)", new SessionPopularity(sessions));
        makers.put("recently viewed", new RecentlyViewed());
        makers.put("item-kNN", new ItemNeighbours(sessions));
        makers.put("sequential rules", new SequentialRules(sessions));
        makers.put("V-SKNN", new SessionNeighbours(sessions));
        makers.put("category bestsellers", new CategoryBestsellers(sessions));
        return makers;
    }

    private static ListMaker part(ItemsBundle bundle, MixWeights weights) {
        return RecommenderLists.weighted(bundle, weights);
    }
}
