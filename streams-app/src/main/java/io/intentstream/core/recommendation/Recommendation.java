package io.intentstream.core.recommendation;

import io.intentstream.schema.RecommendationReason;
import org.jspecify.annotations.Nullable;

/**
 * A product of a list.
 *
 * @param itemId the product
 * @param categoryId its category, or null
 * @param score 0 to 1, four decimals; it ranks the products of one list
 * @param reason what spoke for it most
 * @param because the user's product, or the category, that led to it; null when there is none
 */
public record Recommendation(
        String itemId,
        @Nullable String categoryId,
        double score,
        RecommendationReason reason,
        @Nullable String because) {

    /** The same with a score of at most another's, which it follows in a list. */
    Recommendation atMost(double limit) {
        return score <= limit ? this : new Recommendation(itemId, categoryId, limit, reason, because);
    }
}
