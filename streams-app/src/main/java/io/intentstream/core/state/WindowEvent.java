package io.intentstream.core.state;

import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.Item;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An event as the window keeps it. Most events concern one product, which the event's own fields describe. When an event
 * has several, they stand in its basket; its own fields then have no product and no price, and the commonest category and
 * brand. So {@link #item} is right for both. The products of an impression list are not kept.
 *
 * @param id 64-bit hash of the eventId, by which duplicates are found
 * @param time event time, epoch milliseconds
 * @param type what the user did
 * @param itemId product, or null
 * @param categoryId category, or null
 * @param brand brand, or null
 * @param priceMinor price of one unit in minor units, or -1
 * @param currency ISO 4217 code, or null
 * @param quantity units; 1 when the event names none
 * @param dwellMillis time on the page before this event as the client measured it, or -1
 * @param pageType page type, or null
 * @param channel channel or device, or null
 * @param attributes the shop's own attributes that the model reads, sorted by name; mostly empty
 * @param basket several products, an order and its value; null, as mostly, when the event has none of them
 */
public record WindowEvent(
        long id,
        long time,
        EventType type,
        @Nullable String itemId,
        @Nullable String categoryId,
        @Nullable String brand,
        long priceMinor,
        @Nullable String currency,
        int quantity,
        long dwellMillis,
        @Nullable String pageType,
        @Nullable String channel,
        Map<String, String> attributes,
        @Nullable EventBasket basket)
        implements ItemDetails {

    /** An event without attributes and basket. */
    public WindowEvent(
            long id,
            long time,
            EventType type,
            @Nullable String itemId,
            @Nullable String categoryId,
            @Nullable String brand,
            long priceMinor,
            @Nullable String currency,
            int quantity,
            long dwellMillis,
            @Nullable String pageType,
            @Nullable String channel) {
        this(
                id,
                time,
                type,
                itemId,
                categoryId,
                brand,
                priceMinor,
                currency,
                quantity,
                dwellMillis,
                pageType,
                channel,
                Map.of(),
                null);
    }

    /** The same event at another time, epoch milliseconds, with another page type. */
    public WindowEvent moved(long otherTime, @Nullable String otherPage) {
        return new WindowEvent(
                id,
                otherTime,
                type,
                itemId,
                categoryId,
                brand,
                priceMinor,
                currency,
                quantity,
                dwellMillis,
                otherPage,
                channel,
                attributes,
                basket);
    }

    /**
     * Converts an event.
     *
     * @param attributes names of the attributes to keep: those that the model reads
     */
    public static WindowEvent of(ClickEvent event, List<String> attributes) {
        List<Item> items = event.getItems();
        if (!items.isEmpty()) {
            return EventBasket.isImpression(event.getEventType())
                    ? of(event, null, event.getCategoryId(), null, -1, 1, List.of(), attributes)
                    : of(event, items, attributes);
        }
        return of(
                event,
                event.getItemId(),
                event.getCategoryId(),
                event.getBrand(),
                event.getPriceMinor() == null ? -1 : event.getPriceMinor(),
                event.getQuantity() == null ? 1 : event.getQuantity(),
                List.of(),
                attributes);
    }

    private static WindowEvent of(ClickEvent event, List<Item> items, List<String> attributes) {
        List<EventItem> products = items.stream().map(EventItem::of).toList();
        if (products.size() > 1) {
            String category = EventBasket.commonest(products, EventItem::categoryId);
            String brand = EventBasket.commonest(products, EventItem::brand);
            return of(event, null, category, brand, -1, 1, products, attributes);
        }
        EventItem one = products.get(0);
        return of(
                event,
                one.itemId(),
                one.categoryId(),
                one.brand(),
                one.priceMinor(),
                one.quantity(),
                List.of(),
                attributes);
    }

    private static WindowEvent of(
            ClickEvent event,
            @Nullable String itemId,
            @Nullable String categoryId,
            @Nullable String brand,
            long priceMinor,
            int quantity,
            List<EventItem> items,
            List<String> attributes) {
        return new WindowEvent(
                hash(event.getEventId()),
                event.getEventTime().toEpochMilli(),
                event.getEventType(),
                StringInterner.shared(itemId),
                StringInterner.shared(categoryId),
                StringInterner.shared(brand),
                priceMinor,
                StringInterner.shared(event.getCurrency()),
                quantity,
                event.getDwellMillis() == null ? -1 : event.getDwellMillis(),
                StringInterner.shared(event.getPageType()),
                StringInterner.shared(event.getChannel()),
                kept(event.getAttributes(), attributes),
                EventBasket.of(event, items));
    }

    /** Number of products; 1 when the event has no basket, even if its own fields name no product. */
    public int itemCount() {
        return hasItems() ? basket.items().size() : 1;
    }

    /** The i-th product. */
    public ItemDetails item(int i) {
        return hasItems() ? basket.items().get(i) : this;
    }

    /** Whether the event has several products. */
    public boolean hasItems() {
        return basket != null && !basket.items().isEmpty();
    }

    /** Whether the event is a purchase or a refund that names its order. */
    public boolean isOfOrder() {
        return basket != null && basket.orderId() != 0;
    }

    /**
     * What the whole event is worth, in minor units: as it says itself, else price times quantity, summed over its
     * products; -1 when none has a price.
     */
    @Override
    public long valueMinor() {
        if (basket == null) {
            return ItemDetails.super.valueMinor();
        }
        if (basket.valueMinor() >= 0) {
            return basket.valueMinor();
        }
        if (basket.items().isEmpty()) {
            return ItemDetails.super.valueMinor();
        }
        long sum = -1;
        for (EventItem item : basket.items()) {
            if (item.priceMinor() >= 0) {
                sum = KnownOrder.plus(Math.max(0, sum), item.valueMinor());
            }
        }
        return sum;
    }

    private static Map<String, String> kept(Map<String, String> all, List<String> names) {
        if (names.isEmpty() || all.isEmpty()) {
            return Map.of();
        }
        Map<String, String> kept = new TreeMap<>();
        for (String name : names) {
            String value = all.get(name);
            if (value != null) {
                kept.put(name, value);
            }
        }
        return kept;
    }

    /** FNV-1a, finished with MurmurHash3's 64-bit mixer so that consecutive ids differ in all bits. */
    public static long hash(String text) {
        long h = Fnv1a.of(text);
        h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
