package io.intentstream.core.recommendation;

import java.util.List;

/**
 * An association rule: baskets with the antecedent tend to have the consequent, too.
 *
 * @param level what the baskets consist of
 * @param basket which baskets
 * @param antecedent one or two ids
 * @param consequent one id
 * @param baskets baskets with all of them
 * @param users different users of these baskets
 * @param support share of all baskets with all of them
 * @param confidence share of the antecedent's baskets that have the consequent
 * @param lift baskets with all of them, divided by those to be expected among baskets of like size if nothing went together
 * @param textbookLift the same, divided by those to be expected among all baskets, as textbooks have it
 * @param significance G2, the log-likelihood ratio against the expectation of {@code lift}; 10.83 is p = 0.001
 */
public record Association(
        Level level,
        Basket basket,
        List<String> antecedent,
        String consequent,
        int baskets,
        int users,
        double support,
        double confidence,
        double lift,
        double textbookLift,
        double significance) {

    /** What baskets consist of. */
    public enum Level {
        /** Products. */
        ITEM,
        /** Categories. */
        CATEGORY
    }

    /** What is taken for a basket: the part of a session. */
    public enum Basket {
        /** What was viewed. */
        CO_VIEW,
        /** What was put into the cart or on the wishlist, or bought. */
        CO_CART,
        /** What was bought. */
        CO_PURCHASE
    }
}
