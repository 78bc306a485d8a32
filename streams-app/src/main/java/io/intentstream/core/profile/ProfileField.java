package io.intentstream.core.profile;

/** What a profile's {@code changed} field may name, in the order in which it does. Sets of them are bits of an int. */
enum ProfileField {
    SESSIONS("sessions"),
    LAST_PURCHASE_AT("lastPurchaseAt"),
    ORDERS("orders"),
    MONETARY("monetary"),
    TOP_CATEGORIES("topCategories"),
    TOP_BRANDS("topBrands"),
    PRICE_BAND("priceBand"),
    CHANNELS("channels"),
    CART("cart"),
    TAGS("tags"),
    INTENT("intent");

    /** No facet. */
    static final int NONE = 0;

    private final String field;

    ProfileField(String field) {
        this.field = field;
    }

    /** The profile's field. */
    String field() {
        return field;
    }

    /** The set of this one alone, or none. */
    int when(boolean condition) {
        return condition ? 1 << ordinal() : NONE;
    }

    boolean isIn(int facets) {
        return (facets & 1 << ordinal()) != 0;
    }
}
