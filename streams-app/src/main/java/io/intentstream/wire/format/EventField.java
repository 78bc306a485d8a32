package io.intentstream.wire.format;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a record can say of an event. A format has places for each in its records, and a mapping file can name others.
 *
 * <p>Mostly the fields of ClickEvent; but a price is in the main unit of its currency ({@link #PRICE}) or in minor units, and a
 * page's address ({@link #URL}) gives its type.
 */
public enum EventField {
    EVENT_ID("eventId"),
    USER_ID("userId"),
    EVENT_TIME("eventTime"),
    /** The event's name in the source. */
    EVENT("event"),
    SESSION_ID("sessionId"),
    /** Address or path of the page. */
    URL("url"),
    PAGE_TYPE("pageType"),
    QUERY("query"),
    CHANNEL("channel"),
    CONSENT("consent"),
    DWELL_MILLIS("dwellMillis"),
    CURRENCY("currency"),
    ORDER_ID("orderId"),
    /** The whole event's worth in the main unit of its currency, such as euros. */
    VALUE("value"),
    VALUE_MINOR("valueMinor"),
    ITEM_ID("itemId"),
    CATEGORY_ID("categoryId"),
    BRAND("brand"),
    /** Price of one unit in the main unit of its currency. */
    PRICE("price"),
    PRICE_MINOR("priceMinor"),
    QUANTITY("quantity"),
    /** An object, each of whose values becomes an attribute. */
    ATTRIBUTES("attributes"),
    /** The array of products; the places of the fields below begin in one of its elements. */
    ITEMS("items"),
    ITEMS_ITEM_ID("items.itemId"),
    ITEMS_NAME("items.name"),
    ITEMS_CATEGORY_ID("items.categoryId"),
    ITEMS_BRAND("items.brand"),
    ITEMS_PRICE("items.price"),
    ITEMS_PRICE_MINOR("items.priceMinor"),
    ITEMS_QUANTITY("items.quantity");

    private final String id;

    EventField(String id) {
        this.id = id;
    }

    /** Its name in a mapping file. */
    public String id() {
        return id;
    }

    static Optional<EventField> named(String id) {
        return Arrays.stream(values()).filter(field -> field.id.equals(id)).findFirst();
    }

    /** Whether it is read in an element of {@link #ITEMS}. */
    boolean isOfItem() {
        return id.startsWith("items.");
    }

    static List<EventField> ofItems() {
        return Arrays.stream(values()).filter(EventField::isOfItem).toList();
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(EventField::id).toList();
    }
}
