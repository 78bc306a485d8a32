package io.intentstream.core.event;

import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.Item;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The texts of an event, each with its limit: the one place where text is made fit for everything that stores it.
 *
 * <p>A text must be {@linkplain #isWellFormed well-formed}. An event with another one is rejected as a whole. To repair it
 * instead would change ids: it would merge two users, or take an event for the duplicate of another.
 */
enum EventText {
    USER_ID("userId", Limits.ID_BYTES, RejectReason.USER_ID_TOO_LONG, ClickEvent::getUserId),
    EVENT_ID("eventId", Limits.ID_BYTES, ClickEvent::getEventId),
    SESSION_ID("sessionId", Limits.ID_BYTES, ClickEvent::getSessionId),
    ITEM_ID("itemId", Limits.ID_BYTES, ClickEvent::getItemId),
    CATEGORY_ID("categoryId", Limits.ID_BYTES, ClickEvent::getCategoryId),
    BRAND("brand", Limits.ID_BYTES, ClickEvent::getBrand),
    CURRENCY("currency", Limits.CURRENCY_BYTES, ClickEvent::getCurrency),
    PAGE_TYPE("pageType", Limits.ID_BYTES, ClickEvent::getPageType),
    QUERY("query", Limits.TEXT_BYTES, ClickEvent::getQuery),
    CHANNEL("channel", Limits.ID_BYTES, ClickEvent::getChannel),
    ORDER_ID("orderId", Limits.ID_BYTES, ClickEvent::getOrderId);

    /** Maximum UTF-8 lengths, in bytes. PostgreSQL indexes texts up to about 2,700 bytes, so every id can be a key. */
    static final class Limits {
        static final int ID_BYTES = 256;
        private static final int CURRENCY_BYTES = 8;
        private static final int TEXT_BYTES = 1024;
        private static final int ATTRIBUTES_BYTES = 16 * 1024;

        /** Ids, categories and brands of all products, so that the window's part of 16 events fits into a Kafka record. */
        private static final int ITEMS_BYTES = 32 * 1024;

        private Limits() {}
    }

    private static final EventText[] ALL = values();

    private final String field;
    private final int maxBytes;
    private final RejectReason tooLong;
    private final Function<ClickEvent, @Nullable String> text;

    EventText(String field, int maxBytes, Function<ClickEvent, @Nullable String> text) {
        this(field, maxBytes, RejectReason.FIELD_TOO_LONG, text);
    }

    EventText(String field, int maxBytes, RejectReason tooLong, Function<ClickEvent, @Nullable String> text) {
        this.field = field;
        this.maxBytes = maxBytes;
        this.tooLong = tooLong;
        this.text = text;
    }

    /** The first fault among all texts of the event; null when there is none. */
    static Validation.@Nullable Rejected fault(ClickEvent event) {
        for (EventText one : ALL) {
            String text = one.text.apply(event);
            Validation.Rejected fault = text == null ? null : one.fault(text);
            if (fault != null) {
                return fault;
            }
        }
        Validation.Rejected fault = ItemText.fault(event.getItems());
        if (fault != null) {
            return fault;
        }
        return event.getAttributes().isEmpty() ? null : fault(event.getAttributes());
    }

    /** What is wrong with a text for this field; null when nothing is. */
    Validation.@Nullable Rejected fault(String text) {
        return fault(text, field, maxBytes, tooLong);
    }

    /** What is wrong with a text in a place of this name; null when nothing is. */
    private static Validation.@Nullable Rejected fault(String text, String field, int maxBytes, RejectReason tooLong) {
        if (exceeds(text, maxBytes)) {
            return tooLong(field, maxBytes, tooLong);
        }
        return isWellFormed(text) ? null : malformed(field);
    }

    /** The texts of a product of the event. */
    private enum ItemText {
        ITEM_ID("items.itemId", Limits.ID_BYTES, Item::getItemId),
        NAME("items.name", Limits.TEXT_BYTES, Item::getName),
        CATEGORY_ID("items.categoryId", Limits.ID_BYTES, Item::getCategoryId),
        BRAND("items.brand", Limits.ID_BYTES, Item::getBrand);

        private static final ItemText[] ALL = values();

        private final String field;
        private final int maxBytes;
        private final Function<Item, @Nullable String> text;

        ItemText(String field, int maxBytes, Function<Item, @Nullable String> text) {
            this.field = field;
            this.maxBytes = maxBytes;
            this.text = text;
        }

        static Validation.@Nullable Rejected fault(List<Item> items) {
            long kept = 0;
            for (Item item : items) {
                Validation.Rejected fault = fault(item);
                if (fault != null) {
                    return fault;
                }
                kept += utf8Length(item.getItemId()) + utf8Length(item.getCategoryId()) + utf8Length(item.getBrand());
            }
            return kept > Limits.ITEMS_BYTES ? tooLong("items", Limits.ITEMS_BYTES, RejectReason.FIELD_TOO_LONG) : null;
        }

        private static Validation.@Nullable Rejected fault(Item item) {
            for (ItemText one : ALL) {
                String text = one.text.apply(item);
                Validation.Rejected fault = text == null
                        ? null
                        : EventText.fault(text, one.field, one.maxBytes, RejectReason.FIELD_TOO_LONG);
                if (fault != null) {
                    return fault;
                }
            }
            return null;
        }
    }

    /** As {@link #fault(String)}, for a text that may come from before events with U+0000 were rejected. */
    Validation.@Nullable Rejected faultWhereStored(String text) {
        if (exceeds(text, maxBytes)) {
            return tooLong(field, maxBytes, tooLong);
        }
        return SurrogatePairs.areComplete(text) ? null : malformed(field);
    }

    private static Validation.@Nullable Rejected fault(Map<String, String> attributes) {
        long bytes = 0;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            String name = attribute.getKey();
            String value = attribute.getValue();
            bytes += utf8Length(name) + utf8Length(value);
            if (bytes > Limits.ATTRIBUTES_BYTES) {
                return tooLong("attributes", Limits.ATTRIBUTES_BYTES, RejectReason.FIELD_TOO_LONG);
            }
            if (!isWellFormed(name) || !isWellFormed(value)) {
                return malformed("attributes");
            }
        }
        return null;
    }

    /**
     * Whether a text means the same wherever it is written: it holds neither U+0000, which PostgreSQL refuses in any
     * text and MongoDB in names, nor half of a {@linkplain SurrogatePairs surrogate pair}. All other characters, also
     * noncharacters and U+FFFD, pass through every store unchanged.
     */
    private static boolean isWellFormed(String text) {
        return text.indexOf('\0') < 0 && SurrogatePairs.areComplete(text);
    }

    private static Validation.Rejected malformed(String field) {
        return new Validation.Rejected(
                RejectReason.INVALID_TEXT, field + " contains U+0000 or half of a surrogate pair");
    }

    private static Validation.Rejected tooLong(String field, int bytes, RejectReason reason) {
        return new Validation.Rejected(reason, field + " has more than " + bytes + " bytes");
    }

    private static boolean exceeds(String text, int bytes) {
        // A char takes at most 3 bytes, so most texts need not be counted.
        return text.length() * 3L > bytes && utf8Length(text) > bytes;
    }

    private static long utf8Length(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // A surrogate pair takes 4 bytes: 2 for each half.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
