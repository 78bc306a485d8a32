package io.intentstream.core.state;

import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An event as the window keeps it.
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
        Map<String, String> attributes) {

    /** An event without attributes. */
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
                Map.of());
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
                attributes);
    }

    /**
     * Converts an event.
     *
     * @param attributes names of the attributes to keep: those that the model reads
     */
    public static WindowEvent of(ClickEvent event, List<String> attributes) {
        return new WindowEvent(
                hash(event.getEventId()),
                event.getEventTime().toEpochMilli(),
                event.getEventType(),
                StringInterner.shared(event.getItemId()),
                StringInterner.shared(event.getCategoryId()),
                StringInterner.shared(event.getBrand()),
                event.getPriceMinor() == null ? -1 : event.getPriceMinor(),
                StringInterner.shared(event.getCurrency()),
                event.getQuantity() == null ? 1 : event.getQuantity(),
                event.getDwellMillis() == null ? -1 : event.getDwellMillis(),
                StringInterner.shared(event.getPageType()),
                StringInterner.shared(event.getChannel()),
                kept(event.getAttributes(), attributes));
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
