package io.intentstream.core.profile;

/** The fields that a profile's {@code changed} field may name, in their order there. Sets of them are bits of an int. */
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

    /** The empty set. */
    static final int NONE = 0;

    private final String field;

    ProfileField(String field) {
        this.field = field;
    }

    /** Name of the field in the schema. */
    String field() {
        return field;
    }

    /** The set of this field alone if the condition holds, else the empty set. */
    int when(boolean condition) {
        return condition ? 1 << ordinal() : NONE;
    }

    boolean isIn(int fields) {
        return (fields & 1 << ordinal()) != 0;
    }
}
