package io.intentstream.offline.input.simulator;

/** The purpose of a session. Events do not contain it, but depend on it. */
enum Mission {
    /** To look around. */
    BROWSE(0.010, 0.08),
    /** To choose a product; the purchase may follow in a later session. */
    CONSIDER(0.035, 0.25),
    /** To buy. */
    BUY(0.22, 1.0);

    private final double cart;
    private final double checkout;

    Mission(double cart, double checkout) {
        this.cart = cart;
        this.checkout = checkout;
    }

    /** Probability that a product is added to the cart after this number of views in the session. */
    double cartAfter(int views) {
        return Math.min(0.8, cart * (0.5 + 0.75 * views));
    }

    /** Factor for the shopper's probability of a checkout. */
    double checkout() {
        return checkout;
    }
}
