package io.intentstream.core.recommendation;

/** How two products go together. */
public enum RelatedKind {
    /** Viewed after one another in the same session. */
    ALSO_VIEWED,
    /** In the same cart, wishlist or order. */
    ALSO_BOUGHT
}
