package io.intentstream.core.recommendation;

/**
 * How much each part adds to a product's score, after the part was divided by its greatest value. The trainer chooses them.
 *
 * @param own of the user's own products, at the half-lives of 30 minutes, 6 hours and 3 days
 * @param alsoViewed of the products that follow those of the session
 * @param alsoBought of the products that go with the cart
 * @param category of the bestsellers of the categories of now
 * @param popular of the bestsellers overall
 * @param discoverCategory takes the place of {@code category} in a list of products that are new to the user
 */
public record MixWeights(
        Own own, double alsoViewed, double alsoBought, double category, double popular, double discoverCategory) {
    /** What the reference experiments found good. */
    public static final MixWeights DEFAULT = new MixWeights(new Own(1, .6, .6), .3, .1, .1, .001, 1);

    /**
     * Weights of the user's own products.
     *
     * @param halfHour at a half-life of 30 minutes
     * @param sixHours at 6 hours
     * @param threeDays at 3 days
     */
    public record Own(double halfHour, double sixHours, double threeDays) {
        double of(int scale) {
            return scale == 0 ? halfHour : scale == 1 ? sixHours : threeDays;
        }
    }

    /** The same weights with another one for bestsellers of categories in a list to discover. */
    public MixWeights withDiscoverCategory(double weight) {
        return new MixWeights(own, alsoViewed, alsoBought, category, popular, weight);
    }

    /** Whether all weights are given, numbers of 0 or more, and not all 0. */
    boolean isUsable() {
        if (own == null) {
            return false;
        }
        double[] all = {
            own.halfHour, own.sixHours, own.threeDays, alsoViewed, alsoBought, category, popular, discoverCategory
        };
        double sum = 0;
        for (double weight : all) {
            if (!(weight >= 0)) {
                return false;
            }
            sum += weight;
        }
        return sum > 0 && Double.isFinite(sum);
    }

    /** The greatest score that a product can have in a list. */
    double greatest(RecommendationList list) {
        double own =
                list == RecommendationList.DISCOVER ? 0 : this.own.halfHour + this.own.sixHours + this.own.threeDays;
        return own + alsoViewed + alsoBought + category(list) + popular;
    }

    double category(RecommendationList list) {
        return list == RecommendationList.DISCOVER ? discoverCategory : category;
    }
}
