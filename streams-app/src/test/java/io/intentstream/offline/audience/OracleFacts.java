package io.intentstream.offline.audience;

import io.intentstream.schema.Band;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one user at one moment, by the definitions of the facts: slow, and independent of the engine's state. Events
 * are added in time order; each brings the intent that was served for it.
 */
final class OracleFacts {
    private static final long GAP = 1_800_000;
    private static final double HALF_LIFE = 7 * 86_400_000.0;
    private static final int CATEGORIES = 32;
    private static final int CART = 50;

    private final List<ClickEvent> events = new ArrayList<>();
    private final Map<String, Long> members = new HashMap<>();
    private final Map<String, Long> cart = new LinkedHashMap<>();
    private final Map<String, Integer> quantities = new HashMap<>();
    private final List<String> categories = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();
    private final Map<String, Set<String>> orders = new HashMap<>();
    private final List<Boolean> counted = new ArrayList<>();
    private double totalWeight;
    private int sessionBegin;
    private double probability = Double.NaN;
    private @Nullable Band band;
    private long now;

    /** Adds an event and what was served after it. */
    void add(ClickEvent event, double served, Band servedBand) {
        if (events.isEmpty() || time(event) - lastSeen() > GAP) {
            sessionBegin = events.size();
        }
        events.add(event);
        now = time(event);
        probability = served;
        band = servedBand;
        boolean purchase = event.getEventType() == EventType.PURCHASE;
        Set<String> known = purchase && event.getOrderId() != null ? orders.get(event.getOrderId()) : null;
        counted.add(known == null);
        List<Product> chosen = new ArrayList<>(products(event));
        boolean named = chosen.stream().anyMatch(product -> product.item() != null);
        if (known != null) {
            chosen.removeIf(product -> known.contains(product.key()));
        }
        changeCart(event, chosen, named || known != null);
        chosen.forEach(product -> addAffinity(event, product.category()));
        if (purchase && event.getOrderId() != null) {
            Set<String> order = orders.computeIfAbsent(event.getOrderId(), id -> new HashSet<>());
            chosen.forEach(product -> order.add(product.key()));
        }
    }

    /** A product of an event; texts may be null. */
    private record Product(String item, String category, int quantity, String key) {
        static Product of(String item, String category, String brand, Long price, Integer quantity) {
            String key = item == null ? category + "|" + brand + "|" + price : item;
            return new Product(item, category, quantity == null ? 1 : quantity, key);
        }
    }

    private static List<Product> products(ClickEvent event) {
        if (event.getItems().isEmpty()) {
            return List.of(Product.of(
                    event.getItemId(),
                    event.getCategoryId(),
                    event.getBrand(),
                    event.getPriceMinor(),
                    event.getQuantity()));
        }
        return switch (event.getEventType()) {
            case VIEW_ITEM_LIST, SEARCH, VIEW_PROMOTION, SELECT_PROMOTION ->
                List.of(Product.of(null, event.getCategoryId(), null, null, null));
            default ->
                event.getItems().stream()
                        .map(item -> Product.of(
                                item.getItemId(),
                                item.getCategoryId(),
                                item.getBrand(),
                                item.getPriceMinor(),
                                item.getQuantity()))
                        .toList();
        };
    }

    private void changeCart(ClickEvent event, List<Product> products, boolean named) {
        for (Product product : products) {
            if (product.item() != null) {
                switch (event.getEventType()) {
                    case ADD_TO_CART -> putIntoCart(product, time(event));
                    case REMOVE_FROM_CART -> takeFromCart(product.item(), Math.max(1, product.quantity()));
                    case PURCHASE -> takeFromCart(product.item(), Integer.MAX_VALUE);
                    default -> {}
                }
            }
        }
        if (event.getEventType() == EventType.PURCHASE && !named) {
            cart.clear();
            quantities.clear();
        }
    }

    private void putIntoCart(Product product, long time) {
        if (!cart.containsKey(product.item()) && cart.size() == CART) {
            takeFromCart(cart.keySet().iterator().next(), Integer.MAX_VALUE);
        }
        cart.putIfAbsent(product.item(), time);
        quantities.merge(product.item(), Math.max(1, product.quantity()), Integer::sum);
    }

    private void takeFromCart(String item, int quantity) {
        int left = quantities.getOrDefault(item, 0) - quantity;
        if (left > 0) {
            quantities.put(item, left);
        } else {
            cart.remove(item);
            quantities.remove(item);
        }
    }

    /** The weights as of the first event: a weight of an event is 2^(time / half-life), so none decays. */
    private void addAffinity(ClickEvent event, @Nullable String category) {
        double weight = weight(event.getEventType());
        if (category == null || weight == 0) {
            return;
        }
        double grown = weight * Math.pow(2, (time(event) - time(events.get(0))) / HALF_LIFE);
        int place = categories.indexOf(category);
        if (place < 0 && categories.size() < CATEGORIES) {
            categories.add(category);
            weights.add(0.0);
            place = categories.size() - 1;
        } else if (place < 0) {
            place = weakest();
            if (weights.get(place) > grown) {
                return;
            }
            totalWeight -= weights.get(place);
            categories.set(place, category);
            weights.set(place, 0.0);
        }
        weights.set(place, weights.get(place) + grown);
        totalWeight += grown;
    }

    private int weakest() {
        int weakest = 0;
        for (int i = 1; i < weights.size(); i++) {
            weakest = weights.get(i) < weights.get(weakest) ? i : weakest;
        }
        return weakest;
    }

    private static double weight(EventType type) {
        return switch (type) {
            case PURCHASE -> 8;
            case BEGIN_CHECKOUT, ADD_SHIPPING_INFO, ADD_PAYMENT_INFO -> 5;
            case ADD_TO_CART -> 4;
            case ADD_TO_WISHLIST -> 2;
            case REMOVE_FROM_CART, REFUND -> 0;
            default -> 1;
        };
    }

    /** Sets the moment as of which is asked. */
    OracleFacts at(long moment) {
        now = moment;
        return this;
    }

    long now() {
        return now;
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    long lastSeen() {
        return time(events.get(events.size() - 1));
    }

    /** Time since a moment; negative when there was none, so that no threshold is reached. */
    long since(long moment) {
        return moment < 0 ? -1 : now - moment;
    }

    long firstSeen() {
        return time(events.get(0));
    }

    long lastPurchase() {
        long latest = -1;
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).getEventType() == EventType.PURCHASE && counted.get(i)) {
                latest = time(events.get(i));
            }
        }
        return latest;
    }

    /** When the product was put into the cart that came last; -1 without one. */
    long cartAdded() {
        return cart.values().stream().mapToLong(Long::longValue).max().orElse(-1);
    }

    int cartItems() {
        return cart.size();
    }

    boolean sessionActive() {
        return now - lastSeen() <= GAP;
    }

    long sessionStarted() {
        return time(events.get(sessionBegin));
    }

    int sessionEvents() {
        return events.size() - sessionBegin;
    }

    int eventsSoFar() {
        return events.size();
    }

    /** Events of a type in whole steps: the step of now and those before it. */
    int count(EventType type, long step, int steps) {
        long first = Math.floorDiv(now, step) - steps + 1;
        int found = 0;
        for (int i = 0; i < events.size(); i++) {
            ClickEvent event = events.get(i);
            if (event.getEventType() == type && counted.get(i) && Math.floorDiv(time(event), step) >= first) {
                found++;
            }
        }
        return found;
    }

    int minutes(EventType type, int minutes) {
        return count(type, 300_000, minutes / 5);
    }

    int hours(EventType type, int hours) {
        return count(type, 3_600_000, hours);
    }

    int days(EventType type, int days) {
        return count(type, 86_400_000, days);
    }

    int countEver(EventType type) {
        int found = 0;
        for (int i = 0; i < events.size(); i++) {
            found += events.get(i).getEventType() == type && counted.get(i) ? 1 : 0;
        }
        return found;
    }

    /** NaN once the session is over. */
    double probability() {
        return sessionActive() ? probability : Double.NaN;
    }

    /** Null once the session is over. */
    @Nullable
    Band band() {
        return sessionActive() ? band : null;
    }

    double affinity(String category) {
        int place = categories.indexOf(category);
        return place < 0 ? 0 : weights.get(place) / totalWeight;
    }

    double channelShare(String channel) {
        long all = 0;
        long its = 0;
        for (ClickEvent event : events) {
            all += event.getChannel() == null ? 0 : 1;
            its += channel.equals(event.getChannel()) ? 1 : 0;
        }
        return all == 0 ? Double.NaN : its / (double) all;
    }

    boolean windowShopper() {
        return countEver(EventType.VIEW_ITEM) >= 20
                && countEver(EventType.ADD_TO_CART) == 0
                && countEver(EventType.PURCHASE) == 0;
    }

    /** Sets a membership; null ends it. */
    void member(String audience, @Nullable Long since) {
        if (since == null) {
            members.remove(audience);
        } else {
            members.put(audience, since);
        }
    }

    boolean audience(String name) {
        return members.containsKey(name);
    }

    static long time(ClickEvent event) {
        return event.getEventTime().toEpochMilli();
    }
}
