package io.intentstream.core.recommendation;

import io.intentstream.core.state.Cart;
import io.intentstream.core.state.Decay;
import io.intentstream.core.state.DecayedAffinities;
import io.intentstream.core.state.History;
import io.intentstream.core.state.ItemDetails;
import io.intentstream.core.state.ItemMemory;
import io.intentstream.core.state.UserState;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What recommendations read of a user, as of one of the user's events: the products of the window and of the memory behind it
 * with their weights, the session's last products, the categories of now, the cart, and the taste in brands and prices. Ages
 * are measured up to that event, so a list follows from state and bundle alone.
 */
public final class UserItems {
    /** Half-lives of a category's weights in milliseconds: 10 minutes, 1 hour, 1 day. */
    private static final double[] CATEGORY_HALF_LIVES = {600_000, 3_600_000, ItemMemory.CATEGORY_HALF_LIFE};

    /** Place of the weight at 1 hour. */
    static final int HOUR = 1;

    private static final int DAY = 2;

    /** Most products that the neighbours are looked up of. */
    static final int MAX_SEEDS = 10;

    /** Before a session has so many products, those before it count, too. */
    private static final int FEW_SEEDS = 3;

    /** Most categories that transitions start from. */
    private static final int RECENT_CATEGORIES = 5;

    private static final int FEW_CATEGORIES = 64;

    private static final byte WISHED = 1;
    private static final byte IN_CART = 1 << 1;
    private static final byte JUST_SEEN = 1 << 2;

    private static final int SCALES = ItemMemory.HALF_LIVES.length;

    private final long now;
    private final IdIndex items;
    private @Nullable String[] categoryOf;
    private double[] weights;
    private byte[] flags;
    private long[] boughtAt;

    private final IdIndex categories = new IdIndex(FEW_CATEGORIES);
    private double[] categoryWeights = new double[FEW_CATEGORIES * CATEGORY_HALF_LIVES.length];

    private final List<String> seeds = new ArrayList<>(MAX_SEEDS);
    private final List<String> recentCategories = new ArrayList<>(RECENT_CATEGORIES);
    private final @Nullable History history;

    private UserItems(long now, int expected, @Nullable History history) {
        this.now = now;
        this.items = new IdIndex(expected);
        this.categoryOf = new String[expected];
        this.weights = new double[expected * SCALES];
        this.flags = new byte[expected];
        this.boughtAt = new long[expected];
        this.history = history;
    }

    /** The user as of the latest event. */
    public static UserItems of(UserState state) {
        return of(state, state.size() - 1, state.history());
    }

    /**
     * The user as of an event of the window.
     *
     * @param index the event's place in the window; -1 when there is none
     * @param history the aggregates after the event
     */
    public static UserItems of(UserState state, int index, History history) {
        ItemMemory memory = state.itemMemory();
        int expected = memory.items().size() + memory.purchases().size() + index + 1 + FEW_SEEDS;
        UserItems user = new UserItems(index < 0 ? 0 : state.time(index), expected, history);
        user.addMemory(memory);
        user.addWindow(state, index);
        user.addRecent(state, index);
        for (Cart.CartLine line : history.cart().lines()) {
            user.mark(user.item(line.itemId(), line.categoryId()), IN_CART);
        }
        return user;
    }

    /** Somebody of whom only the latest products are known, the oldest first. */
    static UserItems ofItems(Collection<String> itemIds, ItemTables tables) {
        UserItems user = new UserItems(0, itemIds.size() + 1, null);
        for (String itemId : itemIds) {
            int number = tables.itemNumber(itemId);
            String category = number == ItemTables.NONE || tables.categoryOf(number) == ItemTables.NONE
                    ? null
                    : tables.categoryId(tables.categoryOf(number));
            user.mark(user.item(itemId, category), JUST_SEEN);
            user.seeds.add(itemId);
            if (category != null) {
                user.addCategory(category, 0);
                user.recentCategories.add(category);
            }
        }
        keepLast(user.seeds, MAX_SEEDS);
        keepLast(user.recentCategories, RECENT_CATEGORIES);
        return user;
    }

    private static void keepLast(List<String> list, int most) {
        if (list.size() > most) {
            list.subList(0, list.size() - most).clear();
        }
    }

    private void addMemory(ItemMemory memory) {
        for (ItemMemory.RememberedItem remembered : memory.items()) {
            int item = newItem(remembered.itemId(), remembered.categoryId());
            if (remembered.wished()) {
                mark(item, WISHED);
            }
            for (int scale = 0; scale < SCALES; scale++) {
                weights[item * SCALES + scale] =
                        remembered.weight(scale) * Decay.of(now - remembered.last(), ItemMemory.HALF_LIVES[scale]);
            }
        }
        for (ItemMemory.RememberedPurchase purchase : memory.purchases()) {
            buy(item(purchase.itemId(), null), purchase.time());
        }
        DecayedAffinities remembered = memory.categories();
        double decay = remembered.size() == 0 ? 0 : remembered.decay(now);
        for (int i = 0; i < remembered.size(); i++) {
            int category = category(remembered.name(i));
            categoryWeights[category * CATEGORY_HALF_LIVES.length + DAY] += remembered.scaledWeight(i) * decay;
        }
    }

    private void addWindow(UserState state, int index) {
        for (int i = 0; i <= index; i++) {
            WindowEvent event = state.event(i);
            for (int part = 0; part < event.itemCount(); part++) {
                ItemDetails details = event.item(part);
                if (details.categoryId() != null) {
                    addCategory(details.categoryId(), now - event.time());
                }
                if (details.itemId() != null) {
                    add(item(details.itemId(), details.categoryId()), event);
                }
            }
        }
    }

    private void add(int item, WindowEvent event) {
        double weight = ItemMemory.weight(event.type());
        for (int scale = 0; scale < SCALES; scale++) {
            weights[item * SCALES + scale] += weight * Decay.of(now - event.time(), ItemMemory.HALF_LIVES[scale]);
        }
        if (event.type() == EventType.ADD_TO_WISHLIST) {
            mark(item, WISHED);
        } else if (event.type() == EventType.PURCHASE) {
            buy(item, event.time());
        }
    }

    private void mark(int item, byte flag) {
        flags[item] |= flag;
    }

    private void buy(int item, long time) {
        boughtAt[item] = Math.max(boughtAt[item], time);
    }

    /** The place of a product, which is new or not. */
    private int item(String itemId, @Nullable String categoryId) {
        int item = items.indexOf(itemId);
        if (item < 0) {
            return newItem(itemId, categoryId);
        }
        if (categoryId != null) {
            categoryOf[item] = categoryId;
        }
        return item;
    }

    private int newItem(String itemId, @Nullable String categoryId) {
        int item = items.add(itemId);
        if (item == flags.length) {
            categoryOf = Arrays.copyOf(categoryOf, 2 * item);
            weights = Arrays.copyOf(weights, 2 * item * SCALES);
            flags = Arrays.copyOf(flags, 2 * item);
            boughtAt = Arrays.copyOf(boughtAt, 2 * item);
        }
        categoryOf[item] = categoryId;
        boughtAt[item] = Long.MIN_VALUE;
        return item;
    }

    private void addCategory(String categoryId, long age) {
        int first = category(categoryId) * CATEGORY_HALF_LIVES.length;
        for (int scale = 0; scale < CATEGORY_HALF_LIVES.length; scale++) {
            categoryWeights[first + scale] += Decay.of(age, CATEGORY_HALF_LIVES[scale]);
        }
    }

    private int category(String categoryId) {
        int category = categories.indexOf(categoryId);
        if (category < 0) {
            category = categories.add(categoryId);
            int needed = (category + 1) * CATEGORY_HALF_LIVES.length;
            if (needed > categoryWeights.length) {
                categoryWeights = Arrays.copyOf(categoryWeights, 2 * needed);
            }
        }
        return category;
    }

    /** What came last: the event's products, the session's products, and the latest categories. */
    private void addRecent(UserState state, int index) {
        int start = index < 0 ? 0 : state.sessionStart(index);
        boolean seen = false;
        for (int i = index; i >= 0; i--) {
            WindowEvent event = state.event(i);
            int most = i >= start ? MAX_SEEDS : FEW_SEEDS;
            if (seeds.size() >= most && recentCategories.size() >= RECENT_CATEGORIES) {
                break;
            }
            boolean first = !seen;
            for (int part = event.itemCount() - 1; part >= 0; part--) {
                ItemDetails details = event.item(part);
                if (details.itemId() != null && seeds.size() < most) {
                    seeds.add(details.itemId());
                }
                if (details.itemId() != null && first) {
                    mark(items.indexOf(details.itemId()), JUST_SEEN);
                    seen = true;
                }
                if (details.categoryId() != null && recentCategories.size() < RECENT_CATEGORIES) {
                    recentCategories.add(details.categoryId());
                }
            }
        }
        Collections.reverse(seeds);
        Collections.reverse(recentCategories);
    }

    /** Whether nothing is known of the user that a list could start from. */
    public boolean isCold() {
        return items.size() == 0 && categories.size() == 0;
    }

    /** Number of the user's products: those of the memory first, then in the order of the window. */
    int size() {
        return items.size();
    }

    /** The product at a place. */
    String itemId(int place) {
        return items.get(place);
    }

    /** The place of a product; -1 when it is not among the user's. */
    int indexOf(String itemId) {
        return items.indexOf(itemId);
    }

    /** The category of the product at a place, or null. */
    @Nullable
    String categoryOf(int place) {
        return categoryOf[place];
    }

    /** Weight of the product at a place, at one of {@link ItemMemory#HALF_LIVES}. */
    double weight(int place, int scale) {
        return weights[place * SCALES + scale];
    }

    /** Whether the product at a place is on the user's wishlist. */
    boolean wished(int place) {
        return (flags[place] & WISHED) != 0;
    }

    /** Whether the product at a place is one of the latest event's. */
    boolean justSeen(int place) {
        return (flags[place] & JUST_SEEN) != 0;
    }

    /** Whether the product at a place lies in the cart. */
    boolean inCart(int place) {
        return (flags[place] & IN_CART) != 0;
    }

    /** Whether the product at a place was bought less than this long ago, milliseconds. */
    boolean bought(int place, long within) {
        return boughtAt[place] != Long.MIN_VALUE && now - boughtAt[place] < within;
    }

    /** The products in the cart. */
    List<String> inCart() {
        List<String> cart = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            if ((flags[i] & IN_CART) != 0) {
                cart.add(items.get(i));
            }
        }
        return cart;
    }

    /** The products that the neighbours are looked up of, the oldest first. */
    List<String> seeds() {
        return seeds;
    }

    /** The categories of the latest events, the oldest first. */
    List<String> recentCategories() {
        return recentCategories;
    }

    /** Number of the user's categories, in the order in which the user looked at them. */
    int categories() {
        return categories.size();
    }

    /** The category at a place. */
    String categoryId(int place) {
        return categories.get(place);
    }

    /** Weight of the category at a place: at 10 minutes, 1 hour or 1 day, by {@code scale}. */
    double categoryWeight(int place, int scale) {
        return categoryWeights[place * CATEGORY_HALF_LIVES.length + scale];
    }

    /** Whether the user has looked at a category lately. */
    boolean knowsCategory(String categoryId) {
        return categories.indexOf(categoryId) >= 0 || affinity(categoryId) > 0;
    }

    /** Share of a category in the user's affinities, 0 to 1. */
    double affinity(String categoryId) {
        return history == null ? 0 : history.categories().share(categoryId);
    }

    /** The user's taste in brands and prices. */
    Taste taste(ItemTables tables) {
        return history == null ? Taste.unknown(tables) : new Taste(tables, history.brands(), meanLogPrice(history));
    }

    /** Mean of ln(price) of the products that the user looked at; NaN without prices. */
    private static double meanLogPrice(History history) {
        long viewed = history.viewedPrices().count();
        long chosen = history.chosenPrices().count();
        double sum = (viewed == 0 ? 0 : history.viewedPrices().meanLog() * viewed)
                + (chosen == 0 ? 0 : history.chosenPrices().meanLog() * chosen);
        return viewed + chosen == 0 ? Double.NaN : sum / (viewed + chosen);
    }
}
