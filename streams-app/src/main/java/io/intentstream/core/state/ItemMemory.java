package io.intentstream.core.state;

import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The products of a user's events that have left the window: the {@value #MAX_ITEMS} that weigh most, each with its weights
 * at three half-lives, and the latest {@value #MAX_PURCHASES} purchases. With the window's events they say what a user has
 * looked at, and how lately. It changes only when events leave the window.
 *
 * <p>A weight is kept as of the product's latest event, so no common time is needed and nothing overflows.
 */
public final class ItemMemory {
    /** Half-lives of the weights in milliseconds, the shortest first: 30 minutes, 6 hours and 3 days. */
    public static final double[] HALF_LIVES = {1_800_000, 21_600_000, 259_200_000};

    /** Half-life of {@link #categories} in milliseconds: a day. */
    public static final double CATEGORY_HALF_LIFE = 86_400_000;

    static final int MAX_ITEMS = 64;
    static final int MAX_PURCHASES = 32;

    private static final int MAX_CATEGORIES = 32;
    private static final int SLOWEST = HALF_LIVES.length - 1;

    private final List<RememberedItem> items = new ArrayList<>();
    private final List<RememberedPurchase> purchases = new ArrayList<>();
    private final DecayedAffinities categories = new DecayedAffinities(MAX_CATEGORIES, CATEGORY_HALF_LIFE);

    /** A product. */
    public static final class RememberedItem {
        private final String itemId;
        private final @Nullable String categoryId;
        private boolean wished;
        private long last;
        private final float[] weights = new float[HALF_LIVES.length];

        private RememberedItem(String itemId, @Nullable String categoryId, long last) {
            this.itemId = itemId;
            this.categoryId = categoryId;
            this.last = last;
        }

        /** The product. */
        public String itemId() {
            return itemId;
        }

        /** Its category, or null. */
        public @Nullable String categoryId() {
            return categoryId;
        }

        /** Whether the user put it on the wishlist. */
        public boolean wished() {
            return wished;
        }

        /** Time of its latest event, epoch milliseconds. */
        public long last() {
            return last;
        }

        /** Its weight at one of {@link #HALF_LIVES}, as of {@link #last}. */
        public double weight(int scale) {
            return weights[scale];
        }

        private void add(double weight, long time) {
            for (int scale = 0; scale < weights.length; scale++) {
                double before = weights[scale] * Decay.of(time - last, HALF_LIVES[scale]);
                weights[scale] = (float) (before + weight * Decay.of(last - time, HALF_LIVES[scale]));
            }
            last = Math.max(last, time);
        }
    }

    /**
     * A purchase of a product.
     *
     * @param itemId the product
     * @param time epoch milliseconds
     */
    public record RememberedPurchase(String itemId, long time) {}

    /** The products; a live view. */
    public List<RememberedItem> items() {
        return items;
    }

    /** The purchases, the oldest first; a live view. */
    public List<RememberedPurchase> purchases() {
        return purchases;
    }

    /** Categories of the events. */
    public DecayedAffinities categories() {
        return categories;
    }

    /**
     * How much an event says about the user's interest in its product; a view says 1. A purchase ends the interest, and says
     * less than nothing.
     */
    public static double weight(EventType type) {
        return switch (type) {
            case PURCHASE -> -3;
            case ADD_TO_CART, BEGIN_CHECKOUT, ADD_SHIPPING_INFO, ADD_PAYMENT_INFO -> 3;
            case ADD_TO_WISHLIST -> 2;
            case REMOVE_FROM_CART, REFUND -> 0;
            default -> 1;
        };
    }

    void add(WindowEvent event) {
        for (int i = 0; i < event.itemCount(); i++) {
            ItemDetails item = event.item(i);
            categories.add(item.categoryId(), 1, event.time());
            if (item.itemId() != null) {
                add(item.itemId(), item.categoryId(), event);
            }
        }
    }

    private void add(String itemId, @Nullable String categoryId, WindowEvent event) {
        RememberedItem item = find(itemId);
        if (item == null) {
            item = new RememberedItem(itemId, categoryId, event.time());
            items.add(item);
        }
        item.wished |= event.type() == EventType.ADD_TO_WISHLIST;
        item.add(weight(event.type()), event.time());
        if (event.type() == EventType.PURCHASE) {
            int place = purchases.size();
            while (place > 0 && purchases.get(place - 1).time() > event.time()) {
                place--;
            }
            purchases.add(place, new RememberedPurchase(itemId, event.time()));
            if (purchases.size() > MAX_PURCHASES) {
                purchases.remove(0);
            }
        }
        if (items.size() > MAX_ITEMS) {
            items.remove(lightest(event.time()));
        }
    }

    private @Nullable RememberedItem find(String itemId) {
        for (int i = items.size() - 1; i >= 0; i--) {
            if (items.get(i).itemId.equals(itemId)) {
                return items.get(i);
            }
        }
        return null;
    }

    /** Index of the product with the least weight at the longest half-life; the oldest of equal ones. */
    private int lightest(long time) {
        int lightest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < items.size(); i++) {
            RememberedItem item = items.get(i);
            double weight = item.weights[SLOWEST] * Decay.of(time - item.last, HALF_LIVES[SLOWEST]);
            if (weight < least) {
                least = weight;
                lightest = i;
            }
        }
        return lightest;
    }

    byte[] toBytes() {
        StateWriter out = new StateWriter();
        out.writeUnsigned(items.size());
        for (RememberedItem item : items) {
            out.writeText(item.itemId);
            out.writeText(item.categoryId);
            out.writeByte(item.wished ? 1 : 0);
            out.writeSigned(item.last);
            for (float weight : item.weights) {
                out.writeFloat(weight);
            }
        }
        out.writeUnsigned(purchases.size());
        for (RememberedPurchase purchase : purchases) {
            out.writeText(purchase.itemId);
            out.writeSigned(purchase.time);
        }
        categories.write(out);
        return out.toBytes();
    }

    static ItemMemory of(byte[] bytes) {
        ItemMemory memory = new ItemMemory();
        if (bytes.length > 0) {
            memory.read(new StateReader(bytes));
        }
        return memory;
    }

    private void read(StateReader in) {
        for (int n = in.readLength(); n > 0; n--) {
            String itemId = in.readName();
            String categoryId = in.readText();
            boolean wished = in.readByte() == 1;
            RememberedItem item = new RememberedItem(itemId, categoryId, in.readSigned());
            item.wished = wished;
            for (int scale = 0; scale < item.weights.length; scale++) {
                item.weights[scale] = in.readFloat();
            }
            items.add(item);
        }
        for (int n = in.readLength(); n > 0; n--) {
            purchases.add(new RememberedPurchase(in.readName(), in.readSigned()));
        }
        categories.read(in);
    }
}
