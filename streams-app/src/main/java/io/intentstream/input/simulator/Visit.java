package io.intentstream.input.simulator;

import io.intentstream.input.simulator.Memory.Kept;
import io.intentstream.input.simulator.ShopperType.Habits;
import io.intentstream.schema.ClickEvent;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One visit of one shopper, as a chain of steps. It draws from a stream of its own, so its events don't depend on which
 * other visits run at the time.
 */
final class Visit {

    private static final double TWO_UNITS = 0.08;

    private final long number;
    private final Shopper shopper;
    private final Catalogue catalogue;
    private final RandomStream random;
    private final Mission mission;
    private final Basket basket = new Basket();
    private final String channel;

    private long time;
    private Step step = Step.ARRIVE;
    private @Nullable Long dwellBefore;
    private int category;
    private Product product;
    private int quantity = 1;
    private int viewsLeft;
    private int productViews;
    private boolean fond;

    /**
     * @param number the visit's number among all visits of the simulation
     * @param kept what the shopper remembers, or null
     * @param start epoch milliseconds
     * @param seed the simulation's
     */
    Visit(long number, Shopper shopper, @Nullable Kept kept, Catalogue catalogue, long start, long seed) {
        this.number = number;
        this.shopper = shopper;
        this.catalogue = catalogue;
        this.random = new RandomStream(seed ^ 0x7157, number);
        this.time = start;
        this.channel = random.chance(0.08) ? "email" : shopper.channel();
        this.viewsLeft = 1 + (int) random.exponential(shopper.habits().meanViews() - 1);
        this.category = shopper.drawCategory(catalogue, random);
        this.product = drawProduct();
        this.mission = kept == null ? freshMission() : resume(kept);
    }

    private Mission freshMission() {
        double draw = random.uniform();
        Habits habits = shopper.habits();
        if (draw < habits.buyMission()) {
            return Mission.BUY;
        }
        return draw < habits.buyMission() + habits.considerMission() ? Mission.CONSIDER : Mission.BROWSE;
    }

    /** Comes back for what was left behind, or for something else. */
    private Mission resume(Kept kept) {
        if (!random.chance(kept.inCart() ? 0.45 : 0.40)) {
            return freshMission();
        }
        product = catalogue.product(kept.product());
        category = catalogue.categoryOf(product);
        fond = true;
        if (kept.inCart()) {
            basket.add(product, 1);
        }
        return random.chance(kept.inCart() ? 0.5 : 0.3) ? Mission.BUY : Mission.CONSIDER;
    }

    long number() {
        return number;
    }

    /** Epoch milliseconds of the next event. */
    long time() {
        return time;
    }

    int shopperNumber() {
        return shopper.number();
    }

    boolean isOver() {
        return step == Step.LEAVE;
    }

    /** The next event, without its id; then the visit stands before the one after it. */
    ClickEvent advance() {
        if (step == Step.PURCHASE || step == Step.REMOVE) {
            Basket.Line line = basket.removeFirst();
            product = line.product();
            quantity = line.quantity();
        }
        ClickEvent event = event();
        Step next = next();
        long dwell = step.dwellMillis(shopper.habits().pace(), random);
        time += dwell;
        dwellBefore = dwell;
        step = next;
        return event;
    }

    private ClickEvent event() {
        ClickEvent event = new ClickEvent();
        event.setUserId(shopper.userId());
        event.setSessionId("visit-" + number);
        event.setEventTime(Instant.ofEpochMilli(time));
        event.setEventType(step.event());
        event.setPageType(step.page());
        event.setChannel(channel);
        event.setDwellMillis(dwellBefore);
        event.setConsent(true);
        event.setAttributes(Map.of());
        if (step == Step.SEARCH) {
            String id = catalogue.categoryId(category);
            event.setQuery(id.substring(id.indexOf('.') + 1));
        }
        if (step.concernsCategory()) {
            event.setCategoryId(catalogue.categoryId(category(step)));
        }
        if (step.concernsProduct()) {
            event.setItemId(product.itemId());
            event.setBrand(product.brand());
            event.setPriceMinor(product.priceMinor());
            event.setCurrency("EUR");
        }
        if (step.hasQuantity()) {
            event.setQuantity(quantity);
        }
        return event;
    }

    private int category(Step step) {
        return step.concernsProduct() ? catalogue.categoryOf(product) : category;
    }

    private Step next() {
        return switch (step) {
            case ARRIVE -> afterArrival();
            case SEE_PROMOTION -> random.chance(0.6) ? Step.FOLLOW_PROMOTION : Step.LIST;
            case FOLLOW_PROMOTION, SEARCH -> Step.LIST;
            case LIST -> afterList();
            case SELECT -> Step.VIEW;
            case VIEW -> afterView();
            case WISH -> browseOn();
            case ADD -> afterAdd();
            case SEE_CART -> afterCart();
            case REMOVE -> basket.isEmpty() ? browseOn() : Step.SEE_CART;
            case CHECKOUT -> orLeave(0.85, random.chance(0.7) ? Step.SHIPPING : Step.PAYMENT);
            case SHIPPING -> orLeave(0.92, Step.PAYMENT);
            case PAYMENT -> orLeave(0.92, Step.PURCHASE);
            case PURCHASE -> afterPurchase();
            case LEAVE -> Step.LEAVE;
        };
    }

    private Step orLeave(double probability, Step next) {
        return random.chance(probability) ? next : Step.LEAVE;
    }

    private Step afterArrival() {
        if (!basket.isEmpty() && random.chance(0.7)) {
            return Step.SEE_CART;
        }
        if (fond) {
            return Step.VIEW;
        }
        if (random.chance(shopper.habits().promotion())) {
            return Step.SEE_PROMOTION;
        }
        if (random.chance(0.08)) {
            return Step.LEAVE; // a bounce
        }
        return random.chance(0.35) ? Step.SEARCH : Step.LIST;
    }

    private Step afterList() {
        choose(drawProduct());
        return random.chance(0.3) ? Step.SELECT : Step.VIEW;
    }

    private Step afterView() {
        viewsLeft--;
        productViews++;
        fond |= productViews > 1;
        if (basket.takes(product) && random.chance(mission.cartAfter(productViews))) {
            quantity = random.chance(TWO_UNITS) ? 2 : 1;
            basket.add(product, quantity);
            return Step.ADD;
        }
        if (random.chance(mission == Mission.CONSIDER ? 0.09 : 0.03)) {
            fond = true;
            return Step.WISH;
        }
        if (viewsLeft > 0 && random.chance(shopper.habits().repeat())) {
            return Step.VIEW;
        }
        return browseOn();
    }

    private Step afterAdd() {
        if (random.chance(0.5)) {
            return Step.SEE_CART;
        }
        return wantsCheckout() ? Step.CHECKOUT : browseOn();
    }

    private Step afterCart() {
        if (basket.isEmpty()) {
            return browseOn();
        }
        if (wantsCheckout()) {
            return Step.CHECKOUT;
        }
        return random.chance(0.1) ? Step.REMOVE : browseOn();
    }

    private boolean wantsCheckout() {
        return random.chance(shopper.habits().checkout() * mission.checkout());
    }

    private Step afterPurchase() {
        if (!basket.isEmpty()) {
            return Step.PURCHASE;
        }
        fond = false;
        return random.chance(0.15) ? browseOn() : Step.LEAVE;
    }

    private Step browseOn() {
        if (viewsLeft <= 0) {
            return Step.LEAVE;
        }
        double draw = random.uniform();
        if (draw < 0.6) {
            choose(drawProduct());
            return Step.VIEW;
        }
        if (draw < 0.8 || mission == Mission.BUY) {
            return Step.LIST;
        }
        category = shopper.drawCategory(catalogue, random);
        return random.chance(0.3) ? Step.SEARCH : Step.LIST;
    }

    private Product drawProduct() {
        return catalogue.drawProduct(category, shopper.habits().priceDraws(), random);
    }

    private void choose(Product chosen) {
        if (chosen != product) {
            product = chosen;
            productViews = 0;
        }
    }

    /** Leaves in the shopper's memory what the visit left open. */
    void remember(Memory memory) {
        if (!basket.isEmpty()) {
            memory.keep(shopper.number(), basket.first().product().index(), true);
        } else if (fond) {
            memory.keep(shopper.number(), product.index(), false);
        } else {
            memory.forget(shopper.number());
        }
    }
}
