package io.intentstream.offline.input.simulator;

/** The types of shoppers. Probabilities are per session or per decision, as named. */
enum ShopperType {
    /** Looks around, rarely buys. */
    BROWSER(0.36, new ShoppingHabits(0.04, 0.12, 8, 0.08, 0.55, 1.0, 1, 0.05, HourCurve.DAY)),
    /** Returns to the same few products over several sessions and finally buys. */
    RESEARCHER(0.20, new ShoppingHabits(0.06, 0.50, 10, 0.38, 0.65, 1.8, 1, 0.02, HourCurve.DAY)),
    /** Follows promotions and takes the cheapest. */
    BARGAIN_HUNTER(0.15, new ShoppingHabits(0.08, 0.30, 9, 0.18, 0.60, 1.0, 4, 0.45, HourCurve.DAY)),
    /** Short sessions, quick decisions. */
    IMPULSE_BUYER(0.11, new ShoppingHabits(0.22, 0.10, 4, 0.10, 0.85, 0.5, 1, 0.15, HourCurve.DAY)),
    /** Fills carts and leaves them. */
    CART_ABANDONER(0.11, new ShoppingHabits(0.20, 0.25, 7, 0.15, 0.15, 0.9, 1, 0.08, HourCurve.DAY)),
    /** Shops from late evening to the small hours. */
    NIGHT_SHOPPER(0.07, new ShoppingHabits(0.10, 0.25, 8, 0.15, 0.65, 1.2, 1, 0.05, HourCurve.NIGHT));

    /**
     * How a type behaves.
     *
     * @param buyMission share of sessions with the purpose to buy
     * @param considerMission share of sessions with the purpose to choose a product
     * @param meanViews mean number of product views per session
     * @param repeat share of product views followed by another view of the same product
     * @param checkout share of carts taken to the checkout when the purpose is to buy
     * @param pace factor for the time spent on a page
     * @param priceDraws number of products compared; the cheapest is taken
     * @param promotion share of sessions that begin with a promotion
     * @param hours when sessions begin
     */
    record ShoppingHabits(
            double buyMission,
            double considerMission,
            double meanViews,
            double repeat,
            double checkout,
            double pace,
            int priceDraws,
            double promotion,
            HourCurve hours) {}

    private final double share;
    private final ShoppingHabits habits;

    ShopperType(double share, ShoppingHabits habits) {
        this.share = share;
        this.habits = habits;
    }

    ShoppingHabits habits() {
        return habits;
    }

    /** The type at a place from 0 to 1 on the scale of all shoppers. */
    static ShopperType at(double place) {
        double sum = 0;
        for (ShopperType type : values()) {
            sum += type.share;
            if (place < sum) {
                return type;
            }
        }
        return BROWSER;
    }
}
