package io.intentstream.core.recommendation;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a list is to contain.
 *
 * @param limit most products, 1 to {@value #MAX_LIMIT}
 * @param list which products
 * @param category the only category; null for all
 * @param exclude products that must not be in it
 */
public record RecommendationRequest(
        int limit, RecommendationList list, @Nullable String category, Set<String> exclude) {
    /** The most products of a list. */
    public static final int MAX_LIMIT = 100;

    public RecommendationRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit is " + limit + ": it must be 1 to " + MAX_LIMIT);
        }
        exclude = Set.copyOf(exclude);
    }

    /** A list of products of all kinds. */
    public static RecommendationRequest of(int limit) {
        return new RecommendationRequest(limit, RecommendationList.ALL, null, Set.of());
    }
}
