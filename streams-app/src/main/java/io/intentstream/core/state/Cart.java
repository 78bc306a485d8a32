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
        return valueMinor(null);
    }

    /**
     * The same over the lines with a price in one currency.
     *
     * @param currency ISO 4217 code; empty for lines without one, null for all lines
     */
    public long valueMinor(@Nullable String currency) {
        long value = 0;
        for (int i = 0; i < lines.size(); i++) {
            CartLine line = lines.get(i);
            if (currency == null || currency.equals(line.currency == null ? "" : line.currency)) {
                long price = Math.max(0, line.priceMinor);
                if (price > (Long.MAX_VALUE - value) / line.quantity) {
                    return Long.MAX_VALUE;
                }
                value += price * line.quantity;
            }
        }
        return value;
    }

    void add(WindowEvent event) {
        for (int i = 0; i < event.itemCount(); i++) {
            add(event.item(i), event.currency(), event.time());
        }
    }

    private void add(ItemDetails item, @Nullable String currency, long time) {
        if (item.itemId() == null) {
            return;
        }
        int i = indexOf(item.itemId());
        if (i < 0) {
            if (lines.size() == LIMIT) {
                lines.remove(0);
            }
            lines.add(new CartLine(
                    item.itemId(), item.categoryId(), Math.max(1, item.quantity()), item.priceMinor(), currency, time));
        } else {
            CartLine old = lines.get(i);
            long quantity = Math.min(Integer.MAX_VALUE, (long) old.quantity + Math.max(1, item.quantity()));
            lines.set(i, withQuantity(old, (int) quantity));
        }
    }

    void remove(WindowEvent event) {
        for (int i = 0; i < event.itemCount(); i++) {
            remove(event.item(i));
        }
    }

    private void remove(ItemDetails item) {
        int i = item.itemId() == null ? -1 : indexOf(item.itemId());
        if (i < 0) {
            return;
        }
        CartLine old = lines.get(i);
        if (old.quantity > item.quantity()) {
            lines.set(i, withQuantity(old, old.quantity - item.quantity()));
        } else {
            lines.remove(i);
        }
    }

    /**
     * A purchase removes the lines of its products; one that names no product empties the cart. A further event of the
     * same purchase removes the products that it names first, and no others. What was added after a late purchase stays.
     *
     * @param continued the order of which the event is a further one; null when it begins one
     */
    void buy(WindowEvent event, @Nullable KnownOrder continued) {
        boolean named = false;
        for (int i = 0; i < event.itemCount(); i++) {
            ItemDetails item = event.item(i);
            if (item.itemId() != null) {
                named = true;
                int line = continued != null && continued.names(item) ? -1 : indexOf(item.itemId());
                if (line >= 0 && lines.get(line).addedAt <= event.time()) {
                    lines.remove(line);
                }
            }
        }
        if (!named && continued == null) {
            lines.removeIf(line -> line.addedAt <= event.time());
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
