package io.intentstream.core.recommendation;

/** Which products a list has. */
public enum RecommendationList {
    /** Both, ranked together. */
    ALL,
    /** The user's own products: to continue with. */
    CONTINUE,
    /** Products that are new to the user. */
    DISCOVER
}
