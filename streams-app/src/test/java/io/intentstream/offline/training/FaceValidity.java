package io.intentstream.offline.training;

import io.intentstream.core.engine.BatchResult;
import io.intentstream.core.engine.Engine;
import io.intentstream.core.engine.EngineOutputs;
import io.intentstream.core.engine.InputEvent;
import io.intentstream.core.engine.MemoryStates;
import io.intentstream.core.engine.Outcome;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.session.SessionGap;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.offline.input.simulator.ShopperSimulator;
import io.intentstream.offline.input.simulator.SimulatorSettings;
import io.intentstream.offline.stats.Predictions;
import io.intentstream.offline.stats.Ranking;
import io.intentstream.schema.Band;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A bundle's scores of the events of {@code demo --events 20000}, beside what followed them. An event is positive when a
 * purchase follows in the session. Sessions that the end of the recording cuts off have no outcome and are left out, except
 * where {@link #highFirstEvents} counts.
 */
final class FaceValidity {
    private static final int EVENTS = 20_000;
    private static final int BATCH = 256;
    private static final EngineSettings SETTINGS = EngineSettings.defaults();
    private static final List<EventType> BROWSING = List.of(
            EventType.PAGE_VIEW,
            EventType.VIEW_ITEM,
            EventType.SEARCH,
            EventType.VIEW_ITEM_LIST,
            EventType.VIEW_PROMOTION);
    private static final List<EventType> CART =
            List.of(EventType.ADD_TO_CART, EventType.VIEW_CART, EventType.REMOVE_FROM_CART);

    private final List<ObservedScore> scores = new ArrayList<>();
    private long highFirstEvents;
    private int users;

    /**
     * A scored event with its outcome.
     *
     * @param session the scores of its session, in order
     * @param place its index there
     */
    private record ObservedScore(List<Outcome.Scored> session, int place, int user, boolean positive) {
        EventType type() {
            return session.get(place).event().getEventType();
        }

        double probability() {
            return session.get(place).intent().probability();
        }

        boolean isHigh() {
            return session.get(place).intent().band() == Band.HIGH;
        }

        boolean isBeforeCart() {
            return session.subList(0, place).stream()
                    .noneMatch(earlier -> CART.contains(earlier.event().getEventType()));
        }

        /** Probability after the latest earlier event of one of these types; NaN when the session has none. */
        double before(Predicate<EventType> types) {
            for (int i = place - 1; i >= 0; i--) {
                if (types.test(session.get(i).event().getEventType())) {
                    return session.get(i).intent().probability();
                }
            }
            return Double.NaN;
        }
    }

    /** How many of some events are as expected. */
    record Agreement(long hits, long of) {
        double share() {
            return hits / (double) of;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.3f of %,d", share(), of);
        }
    }

    private FaceValidity() {}

    /** Scores the demo's events; the model stays open. */
    static FaceValidity of(IntentModel model) {
        FaceValidity validity = new FaceValidity();
        List<Outcome.Scored> all = score(model, events());
        long until = time(all.get(all.size() - 1));
        Map<String, List<Outcome.Scored>> byUser = all.stream()
                .collect(Collectors.groupingBy(
                        scored -> scored.event().getUserId(), LinkedHashMap::new, Collectors.toList()));
        byUser.values().forEach(user -> validity.add(user, until));
        return validity;
    }

    private static List<ClickEvent> events() {
        SimulatorSettings settings =
                SimulatorSettings.of(SimulatorSettings.DEFAULT_USERS, SimulatorSettings.DEFAULT_SEED);
        try (ShopperSimulator shop = new ShopperSimulator(settings)) {
            return Stream.generate(shop::next).limit(EVENTS).toList();
        }
    }

    private static List<Outcome.Scored> score(IntentModel model, List<ClickEvent> events) {
        List<Outcome.Scored> scored = new ArrayList<>(events.size());
        MemoryStates states = new MemoryStates();
        try (Engine engine = new Engine(SETTINGS, model, EngineOutputs.INTENTS)) {
            for (int from = 0; from < events.size(); from += BATCH) {
                List<InputEvent> inputs = events.subList(from, Math.min(events.size(), from + BATCH)).stream()
                        .map(event -> new InputEvent(event, 0, -1))
                        .toList();
                BatchResult result = engine.apply(inputs, engine.load(inputs, states));
                states.apply(result);
                engine.persisted(result, states);
                result.outcomes().forEach(outcome -> scored.add((Outcome.Scored) outcome));
            }
        }
        return scored;
    }

    private static long time(Outcome.Scored scored) {
        return scored.event().getEventTime().toEpochMilli();
    }

    private void add(List<Outcome.Scored> user, long until) {
        highFirstEvents += user.get(0).intent().band() == Band.HIGH ? 1 : 0;
        SessionGap gap = SessionGap.of(SETTINGS.sessionGap());
        int[] starts =
                gap.sessionStarts(user.stream().mapToLong(FaceValidity::time).toArray());
        int start = 0;
        for (int end = 1; end <= starts.length; end++) {
            if (end == starts.length || starts[end] == end) {
                List<Outcome.Scored> session = user.subList(start, end);
                if (gap.separates(time(session.get(session.size() - 1)), until)) {
                    add(session);
                }
                start = end;
            }
        }
        users++;
    }

    private void add(List<Outcome.Scored> session) {
        int lastPurchase = -1;
        for (int i = 0; i < session.size(); i++) {
            lastPurchase = session.get(i).event().getEventType() == EventType.PURCHASE ? i : lastPurchase;
        }
        for (int i = 0; i < session.size(); i++) {
            scores.add(new ObservedScore(session, i, users, i < lastPurchase));
        }
    }

    /** Number of events with an outcome. */
    long count(EventType type) {
        return of(type).count();
    }

    /** Share of the events of a type that is positive. */
    double trueRate(EventType type) {
        return of(type).mapToInt(score -> score.positive() ? 1 : 0).average().orElse(Double.NaN);
    }

    /** Mean probability after the events of a type. */
    double meanScore(EventType type) {
        return of(type).mapToDouble(ObservedScore::probability).average().orElse(Double.NaN);
    }

    /** How many events of a type are HIGH. */
    Agreement high(EventType type) {
        return agreement(of(type), ObservedScore::isHigh);
    }

    /** How many events of all types are HIGH. */
    Agreement high() {
        return agreement(scores.stream(), ObservedScore::isHigh);
    }

    /** How many HIGH events are positive. */
    Agreement precisionOfHigh() {
        return agreement(scores.stream().filter(ObservedScore::isHigh), ObservedScore::positive);
    }

    /** How many views, searches, lists and promotions before any cart event of the session are HIGH. */
    Agreement highWhileBrowsing() {
        return agreement(
                scores.stream().filter(score -> BROWSING.contains(score.type()) && score.isBeforeCart()),
                ObservedScore::isHigh);
    }

    /** Number of users whose first event is HIGH, sessions without an outcome included. */
    long highFirstEvents() {
        return highFirstEvents;
    }

    /** How many checkouts begin above the cart step before them. */
    Agreement checkoutAboveCart() {
        return steps(EventType.BEGIN_CHECKOUT, CART::contains, 1, 0);
    }

    /** How many payments are not below the checkout before them, less .01. */
    Agreement paymentNotBelowCheckout() {
        return steps(EventType.ADD_PAYMENT_INFO, EventType.BEGIN_CHECKOUT::equals, 1, -0.01);
    }

    /** How many additions to the cart score above the event before them. */
    Agreement additionRaises() {
        return steps(EventType.ADD_TO_CART, type -> true, 1, 0);
    }

    /** How many removals from the cart score below the event before them. */
    Agreement removalLowers() {
        return steps(EventType.REMOVE_FROM_CART, type -> true, -1, 0);
    }

    /** How many purchases score below the event before them. */
    Agreement purchaseLowers() {
        return steps(EventType.PURCHASE, type -> true, -1, 0);
    }

    /** How often the score moves in a direction, 1 or -1, by more than {@code least} from an earlier step to this one. */
    private Agreement steps(EventType type, Predicate<EventType> earlier, int direction, double least) {
        return agreement(
                of(type).filter(score -> !Double.isNaN(score.before(earlier))),
                score -> direction * (score.probability() - score.before(earlier)) > least);
    }

    private Stream<ObservedScore> of(EventType type) {
        return scores.stream().filter(score -> score.type() == type);
    }

    private static Agreement agreement(Stream<ObservedScore> scores, Predicate<ObservedScore> expected) {
        List<ObservedScore> all = scores.toList();
        return new Agreement(all.stream().filter(expected).count(), all.size());
    }

    /** All numbers, for people. */
    String table() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT, "%n%-18s %7s %9s %10s %6s%n", "event", "n", "true rate", "mean score", "HIGH"));
        Stream.of(EventType.values())
                .filter(type -> count(type) > 0)
                .sorted(Comparator.comparingDouble(this::trueRate).reversed())
                .forEach(type -> table.append(String.format(
                        Locale.ROOT,
                        "%-18s %,7d %9.3f %10.3f %6.3f%n",
                        type,
                        count(type),
                        trueRate(type),
                        meanScore(type),
                        high(type).share())));
        Map<String, Object> lines = new LinkedHashMap<>();
        lines.put("HIGH", high());
        lines.put("precision of HIGH", precisionOfHigh());
        lines.put("HIGH while browsing without a cart", highWhileBrowsing());
        lines.put("users whose first event is HIGH", highFirstEvents + " of " + users);
        lines.put("checkout above the cart step before it", checkoutAboveCart());
        lines.put("payment not below the checkout less .01", paymentNotBelowCheckout());
        lines.put("addition to the cart raises", additionRaises());
        lines.put("removal from the cart lowers", removalLowers());
        lines.put("purchase lowers", purchaseLowers());
        lines.put("AUROC, average precision", ranking());
        lines.forEach((name, value) -> table.append(String.format(Locale.ROOT, "%-40s %s%n", name, value)));
        return table.toString();
    }

    private String ranking() {
        Predictions predictions = new Predictions(
                scores.stream().mapToInt(ObservedScore::user).toArray(),
                scores.stream().mapToInt(score -> score.positive() ? 1 : 0).toArray(),
                scores.stream()
                        .mapToDouble(score -> Math.log(score.probability() / (1 - score.probability())))
                        .toArray());
        return String.format(
                Locale.ROOT,
                "%.3f, %.3f; base rate %.3f",
                Ranking.auroc(predictions),
                Ranking.averagePrecision(predictions),
                predictions.baseRate());
    }
}
