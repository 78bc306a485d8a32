package io.intentstream.core.recommendation;

import java.util.OptionalInt;

/**
 * What an items bundle knows of products and categories. Products are numbered by popularity: 0 is the most popular, which
 * also breaks ties. Immutable, and shared by all threads.
 */
public final class ItemTables {
    /** The number of nothing: a product without a category or brand. */
    public static final int NONE = -1;

    private final Names items;
    private final int[] categoryOf;
    private final int[] brandOf;
    private final float[] logPrice;
    private final int[] users;
    private final float[] popularity;
    private final Names categories;
    private final Names brands;
    private final RankedLists alsoViewed;
    private final RankedLists alsoBought;
    private final RankedLists bestsellers;
    private final RankedLists transitions;

    /**
     * Tables of these columns and lists, which are kept, not copied.
     *
     * @param itemIds the products, the most popular first
     * @param categoryOf number of each product's category, or {@link #NONE}
     * @param brandOf number of each product's brand, or {@link #NONE}
     * @param logPrice ln of each product's price in minor units; NaN when it is unknown
     * @param users different users whose events named each product
     * @param popularity of each product: its events, decayed up to the end of the training
     * @param categoryIds the categories, the most popular first
     * @param brandNames the brands
     * @param alsoViewed for each product, those that followed it in a session, with the sum of 1 / distance
     * @param alsoBought for each product, those in the same carts and orders, with the number of users
     * @param bestsellers for each category its products, with their share of its events, shrunk: n / (N + 20)
     * @param transitions for each category, those that followed it in a session, with their share, shrunk: n / (N + 3)
     */
    public ItemTables(
            String[] itemIds,
            int[] categoryOf,
            int[] brandOf,
            float[] logPrice,
            int[] users,
            float[] popularity,
            String[] categoryIds,
            String[] brandNames,
            RankedLists alsoViewed,
            RankedLists alsoBought,
            RankedLists bestsellers,
            RankedLists transitions) {
        this.items = new Names(itemIds);
        this.categoryOf = categoryOf;
        this.brandOf = brandOf;
        this.logPrice = logPrice;
        this.users = users;
        this.popularity = popularity;
        this.categories = new Names(categoryIds);
        this.brands = new Names(brandNames);
        this.alsoViewed = alsoViewed;
        this.alsoBought = alsoBought;
        this.bestsellers = bestsellers;
        this.transitions = transitions;
    }

    /** Number of products. */
    public int items() {
        return items.size();
    }

    /** Number of categories. */
    public int categories() {
        return categories.size();
    }

    /** Number of brands. */
    public int brands() {
        return brands.size();
    }

    /** The id of a product. */
    public String itemId(int item) {
        return items.get(item);
    }

    /** The number of a product; empty when the table does not know it. */
    public OptionalInt item(String itemId) {
        return number(items, itemId);
    }

    /** The number of a product; {@link #NONE} when the table does not know it. */
    int itemNumber(String itemId) {
        return items.numberOf(itemId);
    }

    /** The number of a product's category, or {@link #NONE}. */
    public int categoryOf(int item) {
        return categoryOf[item];
    }

    /** The number of a product's brand, or {@link #NONE}. */
    public int brandOf(int item) {
        return brandOf[item];
    }

    /** ln of a product's price in minor units; NaN when it is unknown. */
    public float logPrice(int item) {
        return logPrice[item];
    }

    /** Different users whose events named the product. */
    public int users(int item) {
        return users[item];
    }

    /** Its events, decayed up to the end of the training. */
    public float popularity(int item) {
        return popularity[item];
    }

    /** The id of a category. */
    public String categoryId(int category) {
        return categories.get(category);
    }

    /** The number of a category; empty when the table does not know it. */
    public OptionalInt category(String categoryId) {
        return number(categories, categoryId);
    }

    /** The number of a category; {@link #NONE} when the table does not know it. */
    int categoryNumber(String categoryId) {
        return categories.numberOf(categoryId);
    }

    /** The name of a brand. */
    public String brand(int brand) {
        return brands.get(brand);
    }

    /** The number of a brand; {@link #NONE} when the table does not know it. */
    int brandNumber(String brand) {
        return brands.numberOf(brand);
    }

    /** For each product the products that go with it. */
    public RankedLists related(RelatedKind kind) {
        return kind == RelatedKind.ALSO_VIEWED ? alsoViewed : alsoBought;
    }

    /** For each category its bestsellers. */
    public RankedLists bestsellers() {
        return bestsellers;
    }

    /** For each category those that follow it. */
    public RankedLists transitions() {
        return transitions;
    }

    private static OptionalInt number(Names names, String id) {
        int number = names.numberOf(id);
        return number == NONE ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
