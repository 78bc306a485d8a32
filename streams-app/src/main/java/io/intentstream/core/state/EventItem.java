package io.intentstream.core.state;

import io.intentstream.schema.Item;
import org.jspecify.annotations.Nullable;

/**
 * One of the products of an event that has several.
 *
 * @param itemId product, or null
 * @param categoryId category, or null
 * @param brand brand, or null
 * @param priceMinor price of one unit in minor units, or -1
 * @param quantity units; 1 when the event names none
 */
public record EventItem(
        @Nullable String itemId,
        @Nullable String categoryId,
        @Nullable String brand,
        long priceMinor,
        int quantity) implements ItemDetails {

    static EventItem of(Item item) {
        return new EventItem(
                StringInterner.shared(item.getItemId()),
                StringInterner.shared(item.getCategoryId()),
                StringInterner.shared(item.getBrand()),
                item.getPriceMinor() == null ? -1 : item.getPriceMinor(),
                item.getQuantity() == null ? 1 : item.getQuantity());
    }
}
