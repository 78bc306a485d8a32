package io.intentstream.offline.training.bundle;

import io.intentstream.offline.training.bundle.ScoredJourney.ScoredStep;
import io.intentstream.schema.Band;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a marketer expects of the scores of one shopper: browsing stays low, cart and checkout raise the score, and an order or
 * a removal from the cart lowers it. Invented journeys cannot measure a model; they show at a glance
 * when a score makes no sense.
 */
final class JourneyRules {
    static final String ALL_HOLD =
            "All rules hold: browsing stays near the view of a product and is never HIGH, an addition to"
                    + " the cart raises the score, the checkout raises it further, and the order lowers it, as does a removal from"
                    + " the cart.";

    /** Other browsing may score so much above the view of a product. */
    private static final double BROWSING_MARGIN = 0.06;

    /** Greatest distance between a view of the cart and an addition to it. */
    private static final double CART_MARGIN = 0.15;

    private final List<String> broken = new ArrayList<>();

    private JourneyRules() {}

    /** A sentence for each rule that is broken, in the order of the journey. */
    static List<String> broken(ScoredJourney journey) {
        JourneyRules rules = new JourneyRules();
        rules.browse(journey.purchase());
        rules.browse(journey.removal());
        rules.buy(journey.purchase());
        rules.remove(journey.removal());
        return List.copyOf(rules.broken);
    }

    /** The steps before the cart, and the addition to it. */
    private void browse(List<ScoredStep> steps) {
        ScoredStep added = find(steps, EventType.ADD_TO_CART);
        List<ScoredStep> browsing = steps.subList(0, steps.indexOf(added));
        ScoredStep view = highestView(browsing);
        double limit = view.probability() + BROWSING_MARGIN;
        forbid(
                browsing,
                step -> step.probability() > limit,
                "should be at most " + BROWSING_MARGIN + " above " + named(view));
        forbid(browsing, step -> step.band() == Band.HIGH, "should not be HIGH before anything is in the cart");
        require(added.probability() > view.probability(), added, "should be above", view);
    }

    private void buy(List<ScoredStep> steps) {
        ScoredStep added = find(steps, EventType.ADD_TO_CART);
        ScoredStep cart = find(steps, EventType.VIEW_CART);
        ScoredStep checkout = find(steps, EventType.BEGIN_CHECKOUT);
        ScoredStep shipping = find(steps, EventType.ADD_SHIPPING_INFO);
        ScoredStep payment = find(steps, EventType.ADD_PAYMENT_INFO);
        ScoredStep purchase = find(steps, EventType.PURCHASE);
        require(
                Math.abs(cart.probability() - added.probability()) <= CART_MARGIN,
                cart,
                "should be within " + CART_MARGIN + " of",
                added);
        require(checkout.probability() >= added.probability(), checkout, "should not be below", added);
        require(checkout.probability() > cart.probability(), checkout, "should be above", cart);
        require(shipping.probability() > checkout.probability(), shipping, "should be above", checkout);
        require(payment.probability() >= shipping.probability(), payment, "should not be below", shipping);
        require(purchase.probability() < payment.probability(), purchase, "should be below", payment);
    }

    private void remove(List<ScoredStep> steps) {
        ScoredStep removed = find(steps, EventType.REMOVE_FROM_CART);
        ScoredStep before = steps.get(steps.indexOf(removed) - 1);
        require(removed.probability() < before.probability(), removed, "should be below", before);
    }

    private void require(boolean holds, ScoredStep step, String relation, ScoredStep other) {
        forbid(List.of(step), any -> !holds, relation + " " + named(other));
    }

    private void forbid(List<ScoredStep> steps, Predicate<ScoredStep> wrong, String expectation) {
        String names = steps.stream().filter(wrong).map(JourneyRules::named).collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            broken.add(Character.toUpperCase(names.charAt(0)) + names.substring(1) + " " + expectation + ".");
        }
    }

    private static String named(ScoredStep step) {
        return String.format(Locale.ROOT, "%s (%.3f)", ScoredJourney.words(step.type()), step.probability());
    }

    private static ScoredStep highestView(List<ScoredStep> browsing) {
        return browsing.stream()
                .filter(step -> step.type() == EventType.VIEW_ITEM)
                .max(Comparator.comparingDouble(ScoredStep::probability))
                .orElseThrow();
    }

    /** The first step of a type; the journeys have one. */
    private static ScoredStep find(List<ScoredStep> steps, EventType type) {
        return steps.stream().filter(step -> step.type() == type).findFirst().orElseThrow();
    }
}
