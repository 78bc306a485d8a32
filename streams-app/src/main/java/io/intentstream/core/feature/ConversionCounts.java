package io.intentstream.core.feature;

import io.intentstream.core.state.ItemDetails;
import io.intentstream.core.state.WindowEvent;

/**
 * How often some users viewed products, put them into the cart and bought them, by product and by category. Of an event of
 * several products, each one counts. Not thread-safe.
 *
 * @param items by id of the product
 * @param categories by id of the category
 */
public record ConversionCounts(BucketCounts items, BucketCounts categories) {

    /** Counts of nothing yet. */
    public ConversionCounts() {
        this(new BucketCounts(), new BucketCounts());
    }

    /** Counts an event's products; types other than VIEW_ITEM, ADD_TO_CART and PURCHASE count nothing. */
    public void add(WindowEvent event) {
        for (int i = 0; i < event.itemCount(); i++) {
            ItemDetails item = event.item(i);
            if (item.itemId() != null) {
                count(items, item.itemId(), event);
            }
            if (item.categoryId() != null) {
                count(categories, item.categoryId(), event);
            }
        }
    }

    private static void count(BucketCounts counts, String id, WindowEvent event) {
        switch (event.type()) {
            case VIEW_ITEM -> counts.addView(id);
            case ADD_TO_CART -> counts.addCart(id);
            case PURCHASE -> counts.addPurchase(id);
            default -> {
                // no step from a view to a purchase
            }
        }
    }

    /** Adds the counts of other users. */
    public void add(ConversionCounts more) {
        items.add(more.items);
        categories.add(more.categories);
    }

    /** New counts without those of some of the users; no count falls below 0. */
    public ConversionCounts without(ConversionCounts some) {
        return new ConversionCounts(items.without(some.items), categories.without(some.categories));
    }
}
