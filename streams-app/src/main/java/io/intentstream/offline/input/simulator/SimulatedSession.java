package io.intentstream.offline.input.simulator;

import io.intentstream.core.event.BlankEvent;
import io.intentstream.offline.input.simulator.ShopperMemory.Kept;
import io.intentstream.offline.input.simulator.ShopperType.ShoppingHabits;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.Item;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One session of one shopper, as a chain of steps. It has its own random stream, so its events don't depend on other
 * sessions at the same time.
 */
final class SimulatedSession {

    private static final double TWO_UNITS = 0.08;

    /** Share of the products with a complement after which the shopper goes on to it. */
    private static final double COMPLEMENT = 0.5;

    private static final String CURRENCY = "EUR";

    private final long number;
    private final long seed;
    private final Shopper shopper;
    private final Catalogue catalogue;
    private final RandomStream random;
    private final Mission mission;
    private final Basket basket = new Basket();
    private final String channel;

    private long time;
    private ShoppingStep step = ShoppingStep.ARRIVE;
    private @Nullable Long dwellBefore;
    private int category;
    private Product product;
    private int quantity = 1;
    private int orders;
    private int viewsLeft;
    private int productViews;
    private boolean fond;
    private boolean complemented;

    /**
     * @param number the session's number in the simulation
     * @param kept what the shopper remembers, or null
     * @param start epoch milliseconds
     * @param seed the seed of the simulation
     */
    SimulatedSession(long number, Shopper shopper, @Nullable Kept kept, Catalogue catalogue, long start, long seed) {
        this.number = number;
        this.seed = seed;
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
        ShoppingHabits habits = shopper.habits();
        if (draw < habits.buyMission()) {
            return Mission.BUY;
        }
        return draw < habits.buyMission() + habits.considerMission() ? Mission.CONSIDER : Mission.BROWSE;
    }

    /** Continues with the remembered product, or with another one. */
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
        return step == ShoppingStep.LEAVE;
    }

    /** The next event, without its id; moves on to the step after it. */
    ClickEvent advance() {
        ClickEvent event = switch (step) {
            case REMOVE -> removal(basket.removeFirst());
            case PURCHASE -> order(basket.removeAll());
            default -> event();
        };
        ShoppingStep next = next();
        long dwell = step.dwellMillis(shopper.habits().pace(), random);
        time += dwell;
        dwellBefore = dwell;
        step = next;
        return event;
    }

    private ClickEvent removal(Basket.BasketLine line) {
        ClickEvent event = event();
        setProduct(event, line);
        return event;
    }

    /** One purchase for the whole basket. A single product stands in the event's own fields. */
    private ClickEvent order(List<Basket.BasketLine> lines) {
        ClickEvent event = event();
        if (lines.size() == 1) {
            setProduct(event, lines.get(0));
        } else {
            event.setItems(lines.stream().map(SimulatedSession::item).toList());
        }
        event.setCurrency(CURRENCY);
        event.setOrderId("order-" + seed + "-" + number + (orders++ == 0 ? "" : "-" + orders));
        event.setValueMinor(lines.stream()
                .mapToLong(line -> line.quantity() * line.product().priceMinor())
                .sum());
        product = lines.get(lines.size() - 1).product();
        return event;
    }

    private static Item item(Basket.BasketLine line) {
        Product product = line.product();
        return new Item(
                product.itemId(),
                product.name(),
                product.categoryId(),
                product.brand(),
                product.priceMinor(),
                line.quantity());
    }

    private void setProduct(ClickEvent event, Basket.BasketLine line) {
        product = line.product();
        event.setItemId(product.itemId());
        event.setCategoryId(product.categoryId());
        event.setBrand(product.brand());
        event.setPriceMinor(product.priceMinor());
        event.setCurrency(CURRENCY);
        event.setQuantity(line.quantity());
    }

    private ClickEvent event() {
        ClickEvent event = BlankEvent.create();
        event.setUserId(shopper.userId());
        event.setSessionId("session-" + number);
        event.setEventTime(Instant.ofEpochMilli(time));
        event.setEventType(step.event());
        event.setPageType(step.page());
        event.setChannel(channel);
        event.setDwellMillis(dwellBefore);
        if (step == ShoppingStep.SEARCH) {
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
            event.setCurrency(CURRENCY);
        }
        if (step == ShoppingStep.ADD) {
            event.setQuantity(quantity);
        }
        return event;
    }

    private int category(ShoppingStep step) {
        return step.concernsProduct() ? catalogue.categoryOf(product) : category;
    }

    private ShoppingStep next() {
        return switch (step) {
            case ARRIVE -> afterArrival();
            case SEE_PROMOTION -> random.chance(0.6) ? ShoppingStep.FOLLOW_PROMOTION : ShoppingStep.LIST;
            case FOLLOW_PROMOTION, SEARCH -> ShoppingStep.LIST;
            case LIST -> afterList();
            case SELECT -> ShoppingStep.VIEW;
            case VIEW -> afterView();
            case WISH -> browseOn();
            case ADD -> afterAdd();
            case SEE_CART -> afterCart();
            case REMOVE -> basket.isEmpty() ? browseOn() : ShoppingStep.SEE_CART;
            case CHECKOUT -> orLeave(0.85, random.chance(0.7) ? ShoppingStep.SHIPPING : ShoppingStep.PAYMENT);
            case SHIPPING -> orLeave(0.92, ShoppingStep.PAYMENT);
            case PAYMENT -> orLeave(0.92, ShoppingStep.PURCHASE);
            case PURCHASE -> afterPurchase();
            case LEAVE -> ShoppingStep.LEAVE;
        };
    }

    private ShoppingStep orLeave(double probability, ShoppingStep next) {
        return random.chance(probability) ? next : ShoppingStep.LEAVE;
    }

    private ShoppingStep afterArrival() {
        if (!basket.isEmpty() && random.chance(0.7)) {
            return ShoppingStep.SEE_CART;
        }
        if (fond) {
            return ShoppingStep.VIEW;
        }
        if (random.chance(shopper.habits().promotion())) {
            return ShoppingStep.SEE_PROMOTION;
        }
        if (random.chance(0.08)) {
            return ShoppingStep.LEAVE; // a bounce
        }
        return random.chance(0.35) ? ShoppingStep.SEARCH : ShoppingStep.LIST;
    }

    private ShoppingStep afterList() {
        choose(drawProduct());
        return random.chance(0.3) ? ShoppingStep.SELECT : ShoppingStep.VIEW;
    }

    private ShoppingStep afterView() {
        viewsLeft--;
        productViews++;
        fond |= productViews > 1;
        if (basket.takes(product) && random.chance(mission.cartAfter(productViews))) {
            quantity = random.chance(TWO_UNITS) ? 2 : 1;
            basket.add(product, quantity);
            return ShoppingStep.ADD;
        }
        if (random.chance(mission == Mission.CONSIDER ? 0.09 : 0.03)) {
            fond = true;
            return ShoppingStep.WISH;
        }
        if (viewsLeft > 0 && random.chance(shopper.habits().repeat())) {
            return ShoppingStep.VIEW;
        }
        return browseOn();
    }

    private ShoppingStep afterAdd() {
        if (goesOnToComplement()) {
            return ShoppingStep.VIEW;
        }
        if (random.chance(0.5)) {
            return ShoppingStep.SEE_CART;
        }
        return wantsCheckout() ? ShoppingStep.CHECKOUT : browseOn();
    }

    private ShoppingStep afterCart() {
        if (basket.isEmpty()) {
            return browseOn();
        }
        if (wantsCheckout()) {
            return ShoppingStep.CHECKOUT;
        }
        return random.chance(0.1) ? ShoppingStep.REMOVE : browseOn();
    }

    private boolean wantsCheckout() {
        return random.chance(shopper.habits().checkout() * mission.checkout());
    }

    private ShoppingStep afterPurchase() {
        fond = false;
        return random.chance(0.15) ? browseOn() : ShoppingStep.LEAVE;
    }

    private ShoppingStep browseOn() {
        if (viewsLeft <= 0) {
            return ShoppingStep.LEAVE;
        }
        if (goesOnToComplement()) {
            return ShoppingStep.VIEW;
        }
        double draw = random.uniform();
        if (draw < 0.6) {
            choose(drawProduct());
            return ShoppingStep.VIEW;
        }
        if (draw < 0.8 || mission == Mission.BUY) {
            return ShoppingStep.LIST;
        }
        category = shopper.drawCategory(catalogue, random);
        return random.chance(0.3) ? ShoppingStep.SEARCH : ShoppingStep.LIST;
    }

    /** Once in a session. Draws nothing in a shop without complements, whose events are thus the same as ever. */
    private boolean goesOnToComplement() {
        Product complement = complemented ? null : catalogue.complementOf(product);
        if (complement == null || !random.chance(COMPLEMENT)) {
            return false;
        }
        complemented = true;
        choose(complement);
        return true;
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

    /** Stores what the session left open in the shopper's memory. */
    void remember(ShopperMemory memory) {
        if (!basket.isEmpty()) {
            memory.keep(shopper.number(), basket.first().product().index(), true);
        } else if (fond) {
            memory.keep(shopper.number(), product.index(), false);
        } else {
            memory.forget(shopper.number());
        }
    }
}
