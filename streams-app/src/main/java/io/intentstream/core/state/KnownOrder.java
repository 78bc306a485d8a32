package io.intentstream.core.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of an order: how much it counts for, and which products it had. Its events may come in any order, a
 * refund before the purchase included: the result is the same, unless the events differ in the currency, or in the price or
 * quantity of a product. Then the first one counts.
 */
public final class KnownOrder {
    /** Most products that are remembered of one order. */
    static final int MOST_ITEMS = 256;

    private static final int BOUGHT = 1;
    private static final int REFUNDED_WHOLE = 1 << 1;
    private static final int DECLARED = 1 << 2;
    private static final int SUMMED = 1 << 3;

    private final long id;
    private boolean bought;
    private boolean refundedWhole;

    /** What events said that the whole order is worth, the largest; -1 when none did. */
    private long declared = -1;

    /** Sum of price times quantity over the products; -1 when none has a price. */
    private long summed = -1;

    private long refunded;
    private @Nullable String currency;
    private int[] items = new int[4];
    private long[] prices = new long[4];
    private int size;

    /** What refunds took back without saying a price, of products whose price is not known yet. */
    private final List<Unpriced> unpriced = new ArrayList<>();

    private record Unpriced(int item, int quantity) {}

    /** @param id 64-bit hash of the order's id, not 0 */
    public KnownOrder(long id) {
        this.id = id;
    }

    /** 64-bit hash of the order's id. */
    long id() {
        return id;
    }

    /** Number of products that are remembered, each as often as it is. */
    int size() {
        return size + unpriced.size();
    }

    /** Whether a purchase of the order was counted. */
    boolean isBought() {
        return bought;
    }

    /** Currency of the first event that gave the order a value; null when it had none. */
    public @Nullable String currency() {
        return currency;
    }

    /** Whether the order was bought at a known value. */
    public boolean hasValue() {
        return bought && value() >= 0;
    }

    /** What is left of the order's value after its refunds, in minor units; 0 when the value is not known. */
    public long left() {
        return !bought || refundedWhole ? 0 : Math.max(0, value() - refunded);
    }

    private long value() {
        return declared >= 0 ? declared : summed;
    }

    /** Whether an earlier event of the order named this product. */
    boolean names(ItemDetails item) {
        return indexOf(hash(item), size) >= 0;
    }

    /** Counts a purchase event. A product that an earlier event of the order named adds nothing, but a price that is new. */
    public void buy(WindowEvent event) {
        boolean valued = hasValue();
        bought = true;
        declared = Math.max(declared, event.basket().valueMinor());
        int before = size;
        for (int i = 0; i < event.itemCount(); i++) {
            add(event.item(i), before);
        }
        if (!valued && value() >= 0) {
            currency = event.currency();
        }
    }

    private void add(ItemDetails item, int before) {
        int hash = hash(item);
        int known = indexOf(hash, before);
        if (hash == 0 || known >= 0 && (prices[known] >= 0 || item.priceMinor() < 0)) {
            return;
        }
        if (item.priceMinor() >= 0) {
            summed = plus(Math.max(0, summed), item.valueMinor());
            takeBackUnpriced(hash, item.priceMinor());
        }
        if (size < MOST_ITEMS) {
            if (size == items.length) {
                items = Arrays.copyOf(items, 2 * size);
                prices = Arrays.copyOf(prices, 2 * size);
            }
            items[size] = hash;
            prices[size++] = item.priceMinor();
        }
    }

    /**
     * Counts a refund: its own value, else its products at their price here or in the order, else the whole order.
     */
    void refund(WindowEvent event) {
        if (event.basket().valueMinor() >= 0) {
            refunded = plus(refunded, event.basket().valueMinor());
            return;
        }
        boolean named = false;
        for (int i = 0; i < event.itemCount(); i++) {
            ItemDetails item = event.item(i);
            if (hash(item) != 0) {
                named = true;
                takeBack(item);
            }
        }
        refundedWhole |= !named;
    }

    private void takeBack(ItemDetails item) {
        int hash = hash(item);
        int known = indexOf(hash, size);
        if (item.priceMinor() >= 0) {
            refunded = plus(refunded, item.valueMinor());
        } else if (known >= 0 && prices[known] >= 0) {
            takeBack(prices[known], item.quantity());
        } else if (unpriced.size() < MOST_ITEMS) {
            unpriced.add(new Unpriced(hash, item.quantity()));
        }
    }

    private void takeBackUnpriced(int item, long price) {
        for (Unpriced earlier : unpriced) {
            if (earlier.item == item) {
                takeBack(price, earlier.quantity);
            }
        }
        unpriced.removeIf(earlier -> earlier.item == item);
    }

    /** Prices are limited so that a price times a quantity never overflows. */
    private void takeBack(long price, int quantity) {
        refunded = plus(refunded, price * Math.max(1, quantity));
    }

    /** Adds two values of 0 or more; {@link Long#MAX_VALUE} when the sum is larger. */
    public static long plus(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    /** Identifies a product within the order; 0 when the event names none. A product without an id is told by the rest. */
    private static int hash(ItemDetails item) {
        if (item.itemId() != null) {
            return nonZero(WindowEvent.hash(item.itemId()));
        }
        if (item.priceMinor() < 0) {
            return 0;
        }
        return nonZero(WindowEvent.hash(item.categoryId() + "\n" + item.brand() + "\n" + item.priceMinor()));
    }

    private static int nonZero(long hash) {
        return (int) hash == 0 ? 1 : (int) hash;
    }

    /** Where a product is among the first {@code end}, with its price if one of them has it; -1 when it is not there. */
    private int indexOf(int hash, int end) {
        int found = -1;
        for (int i = 0; i < end; i++) {
            if (items[i] == hash) {
                if (prices[i] >= 0) {
                    return i;
                }
                found = i;
            }
        }
        return found;
    }

    void write(StateWriter out) {
        out.writeLong(id);
        out.writeByte((bought ? BOUGHT : 0)
                | (refundedWhole ? REFUNDED_WHOLE : 0)
                | (declared >= 0 ? DECLARED : 0)
                | (summed >= 0 ? SUMMED : 0));
        out.writeText(currency);
        if (declared >= 0) {
            out.writeUnsigned(declared);
        }
        if (summed >= 0) {
            out.writeUnsigned(summed);
        }
        out.writeUnsigned(refunded);
        out.writeUnsigned(size);
        for (int i = 0; i < size; i++) {
            out.writeSigned(items[i]);
            out.writeSigned(prices[i]);
        }
        out.writeUnsigned(unpriced.size());
        for (Unpriced refund : unpriced) {
            out.writeSigned(refund.item);
            out.writeUnsigned(refund.quantity);
        }
    }

    static KnownOrder read(StateReader in) {
        KnownOrder order = new KnownOrder(in.readLong());
        int flags = in.readByte();
        order.bought = (flags & BOUGHT) != 0;
        order.refundedWhole = (flags & REFUNDED_WHOLE) != 0;
        order.currency = in.readText();
        order.declared = (flags & DECLARED) != 0 ? in.readUnsigned() : -1;
        order.summed = (flags & SUMMED) != 0 ? in.readUnsigned() : -1;
        order.refunded = in.readUnsigned();
        order.size = in.readLength();
        order.items = new int[Math.max(4, order.size)];
        order.prices = new long[order.items.length];
        for (int i = 0; i < order.size; i++) {
            order.items[i] = (int) in.readSigned();
            order.prices[i] = in.readSigned();
        }
        for (int n = in.readLength(); n > 0; n--) {
            order.unpriced.add(new Unpriced((int) in.readSigned(), in.readInt()));
        }
        return order;
    }
}
