package io.intentstream.core.feature;

/**
 * What a model knows of products and categories from other users: how popular they are, and how often a view of them led to
 * an addition to the cart or to a purchase. Part of a bundle, so it does not change with the stream. Immutable.
 *
 * <p>With n_v, n_c and n_b the views, additions to the cart and purchases of a product, and g_b = sum n_b / sum n_v over all
 * products, its purchase rate is ln((n_b + k g_b) / (n_v + k)): a product that nobody has viewed has the mean rate. The prior
 * k is {@value #ITEM_PRIOR} views for a product and {@value #CATEGORY_PRIOR} for a category.
 */
public final class ConversionTable {
    static final double ITEM_PRIOR = 20;
    static final double CATEGORY_PRIOR = 100;

    private final ConversionRates items;
    private final ConversionRates categories;

    /** Computes the table; later changes of the counts do not change it. */
    public ConversionTable(ConversionCounts counts) {
        items = new ConversionRates(counts.items(), ITEM_PRIOR);
        categories = new ConversionRates(counts.categories(), CATEGORY_PRIOR);
    }

    ConversionRates items() {
        return items;
    }

    ConversionRates categories() {
        return categories;
    }
}
