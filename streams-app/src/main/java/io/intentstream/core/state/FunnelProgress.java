package io.intentstream.core.state;

import io.intentstream.schema.EventType;

/** How far the current session has come on the way to a purchase, in GA4's e-commerce steps. */
public final class FunnelProgress {
    private int step;
    private long cartAt = -1;
    private long checkoutAt = -1;

    /**
     * The step that an event is: 0 for none, 1 VIEW_ITEM, 2 ADD_TO_CART, 3 VIEW_CART, 4 BEGIN_CHECKOUT, 5 ADD_SHIPPING_INFO,
     * 6 ADD_PAYMENT_INFO.
     */
    static int step(EventType type) {
        return switch (type) {
            case VIEW_ITEM -> 1;
            case ADD_TO_CART -> 2;
            case VIEW_CART -> 3;
            case BEGIN_CHECKOUT -> 4;
            case ADD_SHIPPING_INFO -> 5;
            case ADD_PAYMENT_INFO -> 6;
            default -> 0;
        };
    }

    /** The furthest step since the session's latest purchase, 0 to 6, an event of this type included; 0 at a purchase. */
    public int reached(EventType type) {
        return type == EventType.PURCHASE ? 0 : Math.max(step, step(type));
    }

    /** Event time of the session's latest ADD_TO_CART or VIEW_CART, epoch milliseconds; -1 before the first. */
    public long cartAt() {
        return cartAt;
    }

    /** Event time of the session's latest step of a checkout, epoch milliseconds; -1 before the first. */
    public long checkoutAt() {
        return checkoutAt;
    }

    void clear() {
        step = 0;
        cartAt = -1;
        checkoutAt = -1;
    }

    void add(EventType type, long time) {
        step = reached(type);
        int own = step(type);
        if (own == 2 || own == 3) {
            cartAt = time;
        } else if (own > 3) {
            checkoutAt = time;
        }
    }

    void write(StateWriter out) {
        out.writeUnsigned(step);
        out.writeSigned(cartAt);
        out.writeSigned(checkoutAt);
    }

    void read(StateReader in) {
        step = in.readInt();
        cartAt = in.readSigned();
        checkoutAt = in.readSigned();
    }
}
