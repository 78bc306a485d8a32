package io.intentstream.offline.input.simulator;

/** What a visit is for; hidden from the events, but it shows in them. */
enum Mission {
    /** To look around. */
    BROWSE(0.010, 0.08),
    /** To choose a product; the purchase may come in a later visit. */
    CONSIDER(0.035, 0.25),
    /** To buy. */
    BUY(0.22, 1.0);

    private final double cart;
    private final double checkout;

    Mission(double cart, double checkout) {
        this.cart = cart;
        this.checkout = checkout;
    }

    /** Probability that a product goes into the cart after it was viewed this often in the visit. */
    double cartAfter(int views) {
        return Math.min(0.8, cart * (0.5 + 0.75 * views));
    }

    /** Factor on the shopper's probability to take the cart to the checkout. */
    double checkout() {
        return checkout;
    }
}
