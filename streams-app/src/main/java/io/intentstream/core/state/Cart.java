package io.intentstream.core.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The products in the cart, oldest first. Their number is bounded: the oldest is removed for a new one. */
public final class Cart {
    private static final int LIMIT = 50;

    private final List<CartLine> lines = new ArrayList<>();

    /**
     * A product in the cart.
     *
     * @param itemId the product
     * @param categoryId its category, or null
     * @param quantity units, at least 1
     * @param priceMinor price of one unit in minor units, or -1
     * @param currency ISO 4217 code, or null
     * @param addedAt when it was first put there, epoch milliseconds
     */
    public record CartLine(
            String itemId,
            @Nullable String categoryId,
            int quantity,
            long priceMinor,
            @Nullable String currency,
            long addedAt) {}

    /** The cart's lines; a live view. */
    public List<CartLine> lines() {
        return lines;
    }

    /** Sum of price times quantity over the lines with a price, in minor units; at most {@link Long#MAX_VALUE}. */
    public long valueMinor() {
        long value = 0;
        for (CartLine line : lines) {
            long price = Math.max(0, line.priceMinor);
            if (price > (Long.MAX_VALUE - value) / line.quantity) {
                return Long.MAX_VALUE;
            }
            value += price * line.quantity;
        }
        return value;
    }

    void add(WindowEvent event) {
        if (event.itemId() == null) {
            return;
        }
        int i = indexOf(event.itemId());
        if (i < 0) {
            if (lines.size() == LIMIT) {
                lines.remove(0);
            }
            lines.add(new CartLine(
                    event.itemId(),
                    event.categoryId(),
                    Math.max(1, event.quantity()),
                    event.priceMinor(),
                    event.currency(),
                    event.time()));
        } else {
            CartLine old = lines.get(i);
            long quantity = Math.min(Integer.MAX_VALUE, (long) old.quantity + Math.max(1, event.quantity()));
            lines.set(i, withQuantity(old, (int) quantity));
        }
    }

    void remove(WindowEvent event) {
        int i = event.itemId() == null ? -1 : indexOf(event.itemId());
        if (i < 0) {
            return;
        }
        CartLine old = lines.get(i);
        if (old.quantity > event.quantity()) {
            lines.set(i, withQuantity(old, old.quantity - event.quantity()));
        } else {
            lines.remove(i);
        }
    }

    /** A purchase with a product removes that line; a purchase without one empties the cart. */
    void buy(WindowEvent event) {
        if (event.itemId() == null) {
            lines.clear();
        } else {
            lines.removeIf(line -> line.itemId.equals(event.itemId()));
        }
    }

    private static CartLine withQuantity(CartLine line, int quantity) {
        return new CartLine(line.itemId, line.categoryId, quantity, line.priceMinor, line.currency, line.addedAt);
    }

    private int indexOf(String itemId) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).itemId.equals(itemId)) {
                return i;
            }
        }
        return -1;
    }

    void write(StateWriter out) {
        out.writeUnsigned(lines.size());
        for (CartLine line : lines) {
            out.writeText(line.itemId);
            out.writeText(line.categoryId);
            out.writeUnsigned(line.quantity);
            out.writeSigned(line.priceMinor);
            out.writeText(line.currency);
            out.writeSigned(line.addedAt);
        }
    }

    void read(StateReader in) {
        for (int n = in.readInt(); n > 0; n--) {
            lines.add(new CartLine(
                    in.readName(), in.readText(), in.readInt(), in.readSigned(), in.readText(), in.readSigned()));
        }
    }
}
