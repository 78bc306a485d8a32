package io.intentstream.offline.training.items;

import io.intentstream.core.recommendation.Association;
import io.intentstream.core.recommendation.Association.Level;
import io.intentstream.core.recommendation.ItemTables;
import io.intentstream.core.recommendation.RankedLists;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.replay.RecordedShards;
import io.intentstream.offline.training.items.ItemCounts.Counted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Counts a recording and makes tables and rules of it, in three passes over the shards: products and categories, then pairs and
 * baskets of those that are kept, then triples of categories.
 */
final class ItemsCounting {
    private static final int BESTSELLERS = 40;
    private static final int TRANSITIONS = 50;
    private static final int BESTSELLER_PRIOR = 20;
    private static final int TRANSITION_PRIOR = 3;
    private static final int PASSES = 3;

    /** Triples are of the pairs with most baskets: memory has a bound. */
    private static final int MOST_FREQUENT = 20_000;

    private final RecordedShards shards;
    private final ItemsOptions options;
    private final Path folder;
    private final UserSessions sessions;
    private final DoubleConsumer progress;
    private final Runnable goingOn;
    private int pass;

    /**
     * @param folder for temporary files
     * @param progress receives the share that is done, 0 to 1
     * @param goingOn ends the counting with an exception when it shall stop
     */
    ItemsCounting(RecordedShards shards, ItemsOptions options, Path folder, DoubleConsumer progress, Runnable goingOn) {
        this.shards = shards;
        this.options = options;
        this.folder = folder;
        this.sessions = new UserSessions(shards, options);
        this.progress = progress;
        this.goingOn = goingOn;
    }

    /**
     * Counts.
     *
     * @param end of the training, up to which popularity is decayed, epoch milliseconds
     */
    TrainedItems run(long end) throws InterruptedException {
        ItemCounts counts = items(end);
        KeptItems kept = KeptItems.of(counts, options);
        List<SessionCounts> bySessions = sessions(kept);
        ItemTables tables = tables(kept, counts, bySessions);
        List<Rules> rules = rules(kept, bySessions);
        List<Association> associations = new ArrayList<>();
        List<TrainedItems.BasketTotals> totals = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            List<Association> sorted = rules.get(i).sorted();
            associations.addAll(sorted);
            totals.add(totals(bySessions.get(0).baskets().get(i), sorted.size()));
        }
        return new TrainedItems(
                tables,
                associations,
                totals,
                counts.users(),
                counts.sessions(),
                counts.events(),
                counts.differentItems());
    }

    /** Counts for the tables alone. */
    ItemTables tables(long end) throws InterruptedException {
        ItemCounts counts = items(end);
        KeptItems kept = KeptItems.of(counts, options);
        return tables(kept, counts, sessions(kept));
    }

    private ItemCounts items(long end) throws InterruptedException {
        List<ItemCounts> counted = count(() -> new ItemCounts(end, options), ItemCounts::add);
        ItemCounts counts = counted.get(0);
        counted.subList(1, counted.size()).forEach(counts::add);
        return counts;
    }

    private List<SessionCounts> sessions(KeptItems kept) throws InterruptedException {
        return count(() -> new SessionCounts(kept, options, folder), SessionCounts::add);
    }

    private static TrainedItems.BasketTotals totals(Baskets baskets, int rules) {
        long all = 0;
        for (int ofClass : baskets.baskets()) {
            all += ofClass;
        }
        return new TrainedItems.BasketTotals(baskets.level(), baskets.kind(), all, all - baskets.baskets()[0], rules);
    }

    /** Counts all shards with a counter for each thread. */
    private <C> List<C> count(Supplier<C> counter, BiConsumer<C, List<List<WindowEvent>>> add)
            throws InterruptedException {
        int workers = Math.min(options.threads(), shards.size());
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        List<Callable<C>> work = Collections.nCopies(workers, () -> {
            C counts = counter.get();
            for (int shard = next.getAndIncrement(); shard < shards.size(); shard = next.getAndIncrement()) {
                goingOn.run();
                sessions.play(shard, (userId, user) -> add.accept(counts, user));
                progress.accept((pass + done.incrementAndGet() / (double) shards.size()) / PASSES);
            }
            return counts;
        });
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            List<C> all = new ArrayList<>();
            for (Future<C> each : threads.invokeAll(work)) {
                all.add(each.get());
            }
            pass++;
            return all;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private ItemTables tables(KeptItems kept, ItemCounts counts, List<SessionCounts> bySessions) {
        int items = kept.items().size();
        Map<String, Integer> brands = new LinkedHashMap<>();
        int[] categoryOf = new int[items];
        int[] brandOf = new int[items];
        float[] logPrice = new float[items];
        int[] users = new int[items];
        float[] popularity = new float[items];
        for (int i = 0; i < items; i++) {
            Counted item = counts.item(kept.items().get(i));
            ItemCounts.Details details = item.details();
            categoryOf[i] = details.categoryId() == null
                    ? ItemTables.NONE
                    : kept.categoryNumbers().getOrDefault(details.categoryId(), ItemTables.NONE);
            brandOf[i] = details.brand() == null
                    ? ItemTables.NONE
                    : brands.computeIfAbsent(details.brand(), brand -> brands.size());
            logPrice[i] = details.priceMinor() > 0 ? (float) StrictMath.log(details.priceMinor()) : Float.NaN;
            users[i] = item.users();
            popularity[i] = (float) (item.weight() / (double) ItemCounts.ONE);
        }
        return new ItemTables(
                kept.items().toArray(String[]::new),
                categoryOf,
                brandOf,
                logPrice,
                users,
                popularity,
                kept.categories().toArray(String[]::new),
                brands.keySet().toArray(String[]::new),
                viewed(bySessions, items),
                bought(bySessions, items),
                bestsellers(kept, counts, categoryOf),
                transitions(bySessions, kept.categories().size()));
    }

    private RankedLists viewed(List<SessionCounts> bySessions, int items) {
        Strongest strongest = new Strongest(options.neighbours(), 1.0 / SessionCounts.PARTS);
        PairCounts.merge(bySessions.stream().map(SessionCounts::viewed).toList(), (from, to, amount, users) -> {
            goingOn.run();
            if (users >= options.minUsers()) {
                strongest.add(from, to, amount);
            }
        });
        return strongest.lists(items);
    }

    /** Pairs of baskets have no direction, so each stands in both rows. They are sorted again for that. */
    private RankedLists bought(List<SessionCounts> bySessions, int items) {
        PairCounts both = new PairCounts(folder, options.pairsInMemory());
        Baskets.pairs(baskets(bySessions, Level.ITEM, Association.Basket.CO_CART), (a, b, together, users) -> {
            goingOn.run();
            if (users >= options.minUsers()) {
                both.add(a, b, users);
                both.add(b, a, users);
                both.endUser(); // which writes them to a file when they are too many
            }
        });
        Strongest strongest = new Strongest(options.neighbours(), 1);
        PairCounts.merge(List.of(both), (from, to, users, once) -> strongest.add(from, to, users));
        return strongest.lists(items);
    }

    private static List<Baskets> baskets(List<SessionCounts> bySessions, Level level, Association.Basket kind) {
        return bySessions.stream()
                .flatMap(counts -> counts.baskets().stream())
                .filter(baskets -> baskets.level() == level && baskets.kind() == kind)
                .toList();
    }

    private static RankedLists bestsellers(KeptItems kept, ItemCounts counts, int[] categoryOf) {
        List<List<Integer>> ofCategory = new ArrayList<>();
        kept.categories().forEach(category -> ofCategory.add(new ArrayList<>()));
        for (int item = 0; item < categoryOf.length; item++) {
            if (categoryOf[item] != ItemTables.NONE
                    && ofCategory.get(categoryOf[item]).size() < BESTSELLERS) {
                ofCategory.get(categoryOf[item]).add(item);
            }
        }
        Strongest strongest = new Strongest(BESTSELLERS, 1);
        for (int category = 0; category < ofCategory.size(); category++) {
            double all = counts.category(kept.categories().get(category)).weight() / (double) ItemCounts.ONE;
            for (int item : ofCategory.get(category)) {
                long weight = counts.item(kept.items().get(item)).weight();
                strongest.add(category, item, weight, weight / (double) ItemCounts.ONE / (all + BESTSELLER_PRIOR));
            }
        }
        return strongest.lists(ofCategory.size());
    }

    private RankedLists transitions(List<SessionCounts> bySessions, int categories) {
        List<PairCounts> counts =
                bySessions.stream().map(SessionCounts::transitions).toList();
        double[] all = new double[categories];
        PairCounts.merge(counts, (from, to, amount, users) -> all[from] += amount / (double) SessionCounts.PARTS);
        Strongest strongest = new Strongest(TRANSITIONS, 1);
        PairCounts.merge(counts, (from, to, amount, users) -> {
            goingOn.run();
            if (users >= options.minUsers()) {
                double share = amount / (double) SessionCounts.PARTS / (all[from] + TRANSITION_PRIOR);
                strongest.add(from, to, amount, share);
            }
        });
        return strongest.lists(categories);
    }

    /** A pair of categories by the number of its baskets; equal ones by the pair, so that the threads do not matter. */
    private record FrequentPair(long pair, long baskets) implements Comparable<FrequentPair> {
        @Override
        public int compareTo(FrequentPair other) {
            return Comparator.comparingLong(FrequentPair::baskets)
                    .thenComparingLong(FrequentPair::pair)
                    .compare(this, other);
        }
    }

    /** Rules of each level and kind of basket. */
    private List<Rules> rules(KeptItems kept, List<SessionCounts> bySessions) throws InterruptedException {
        List<Rules> all = new ArrayList<>();
        List<Set<Long>> frequent = new ArrayList<>();
        for (int i = 0; i < bySessions.get(0).baskets().size(); i++) {
            int kind = i;
            List<Baskets> parts = bySessions.stream()
                    .map(counts -> counts.baskets().get(kind))
                    .toList();
            Baskets sum = Baskets.sum(parts);
            boolean categories = sum.level() == Level.CATEGORY;
            Rules rules = new Rules(categories ? kept.categories() : kept.items(), sum);
            PriorityQueue<FrequentPair> often = new PriorityQueue<>();
            Baskets.pairs(parts, (first, second, together, users) -> {
                goingOn.run();
                if (together >= Rules.FEWEST_BASKETS && users >= ruleUsers()) {
                    rules.addPair(first, second, together, users);
                    if (categories) {
                        often.add(new FrequentPair(Triples.pair(first, second), together));
                        if (often.size() > MOST_FREQUENT) {
                            often.remove();
                        }
                    }
                }
            });
            all.add(rules);
            frequent.add(often.stream().map(FrequentPair::pair).collect(Collectors.toSet()));
        }
        addTriples(kept, all, frequent, bySessions.get(0));
        return all;
    }

    /** Fewest users of a rule: rules are for people to read, so never less than three. */
    private int ruleUsers() {
        return Math.max(3, options.minUsers());
    }

    private void addTriples(KeptItems kept, List<Rules> rules, List<Set<Long>> frequent, SessionCounts reader)
            throws InterruptedException {
        List<List<Triples>> counted =
                count(() -> frequent.stream().map(Triples::new).toList(), (triples, user) -> {
                    for (List<WindowEvent> session : user) {
                        addTriples(session, triples, frequent, reader, kept);
                    }
                    triples.forEach(Triples::endUser);
                });
        for (int i = 0; i < rules.size(); i++) {
            Triples sum = counted.get(0).get(i);
            for (List<Triples> other : counted.subList(1, counted.size())) {
                sum.add(other.get(i));
            }
            addTriples(sum, rules.get(i));
        }
    }

    private static void addTriples(
            List<WindowEvent> session,
            List<Triples> triples,
            List<Set<Long>> frequent,
            SessionCounts reader,
            KeptItems kept) {
        for (int i = 0; i < triples.size(); i++) {
            if (!frequent.get(i).isEmpty()) {
                Baskets baskets = reader.baskets().get(i);
                Set<String> basket = reader.basket(session, baskets.level(), baskets.kind());
                triples.get(i).add(basket.size(), SessionCounts.entries(basket, kept.categoryNumbers()));
            }
        }
    }

    private void addTriples(Triples counted, Rules rules) {
        counted.triples().forEach((triple, count) -> {
            if (count.baskets() >= Rules.FEWEST_BASKETS && count.users() >= ruleUsers()) {
                int[] members = Triples.members(triple);
                for (int third = 0; third < members.length; third++) {
                    int first = members[third == 0 ? 1 : 0];
                    int second = members[third == 2 ? 1 : 2];
                    rules.addTriple(
                            first,
                            second,
                            members[third],
                            count.baskets(),
                            count.users(),
                            counted.pairBySize(first, second),
                            Math.max(
                                    rules.share(counted.pairTogether(first, members[third]), first),
                                    rules.share(counted.pairTogether(second, members[third]), second)));
                }
            }
        });
    }
}
