package io.intentstream.core.recommendation;

import org.jspecify.annotations.Nullable;

/**
 * A product that goes with another one.
 *
 * @param itemId the product
 * @param categoryId its category, or null
 * @param score 0 to 1, four decimals; 1 for the strongest
 */
public record RelatedItem(String itemId, @Nullable String categoryId, double score) {}
