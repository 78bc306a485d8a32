package io.intentstream.core.state;

import org.jspecify.annotations.Nullable;

/** What an event says of one product. */
public sealed interface ItemDetails permits WindowEvent, EventItem {
    /** The product, or null. */
    @Nullable
    String itemId();

    /** Its category, or null. */
    @Nullable
    String categoryId();

    /** Its brand, or null. */
    @Nullable
    String brand();

    /** Price of one unit in minor units, or -1. */
    long priceMinor();

    /** Units; 1 when the event names none. */
    int quantity();

    /** Price times quantity in minor units, at most {@link Long#MAX_VALUE}; -1 without a price. */
    default long valueMinor() {
        if (priceMinor() < 0) {
            return -1;
        }
        int units = Math.max(1, quantity());
        return priceMinor() > Long.MAX_VALUE / units ? Long.MAX_VALUE : priceMinor() * units;
    }
}
