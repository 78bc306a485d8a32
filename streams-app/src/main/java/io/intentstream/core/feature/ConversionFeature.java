package io.intentstream.core.feature;

import io.intentstream.core.state.ItemDetails;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Numeric features of the event's product that come from a bundle's {@link ConversionTable}. As for {@link NumericFeature},
 * NaN means missing, and of several products it is the mean over those that have the feature. Manifests name a feature in
 * lower case: {@code item_buy_rate}.
 */
public enum ConversionFeature {
    /** ln(1 + views of the product by other users); missing without a product. */
    ITEM_POPULARITY((table, item) -> table.items().popularity(item.itemId())),

    /** ln(purchases per view of the product); missing without a product. */
    ITEM_BUY_RATE((table, item) -> table.items().buyRate(item.itemId())),

    /** ln(additions to the cart per view of the product); missing without a product. */
    ITEM_CART_RATE((table, item) -> table.items().cartRate(item.itemId())),

    /** ln(1 + views of the category's products by other users); missing without a category. */
    CATEGORY_POPULARITY((table, item) -> table.categories().popularity(item.categoryId())),

    /** ln(purchases per view of the category's products); missing without a category. */
    CATEGORY_BUY_RATE((table, item) -> table.categories().buyRate(item.categoryId())),

    /** ln(additions to the cart per view of the category's products); missing without a category. */
    CATEGORY_CART_RATE((table, item) -> table.categories().cartRate(item.categoryId())),

    /** {@link #ITEM_POPULARITY} - {@link #CATEGORY_POPULARITY}; missing without a product or a category. */
    ITEM_IN_CATEGORY((table, item) ->
            table.items().popularity(item.itemId()) - table.categories().popularity(item.categoryId()));

    /** Computes the feature of one product. */
    @FunctionalInterface
    private interface TableFunction {
        double of(ConversionTable table, ItemDetails item);
    }

    private final TableFunction function;

    ConversionFeature(TableFunction function) {
        this.function = function;
    }

    /** What computes the feature from this table. */
    public NumericValue from(ConversionTable table) {
        return NumericFeature.ofItems((before, item) -> function.of(table, item));
    }

    /** The feature's name in manifests. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The feature of this name in manifests, if there is one. */
    public static Optional<ConversionFeature> find(String id) {
        return Arrays.stream(values())
                .filter(feature -> feature.id().equals(id))
                .findFirst();
    }
}
