package io.intentstream.stream.query;

import io.intentstream.core.intent.ScoreCalibrator;
import io.intentstream.core.state.Cart;
import io.intentstream.core.state.Tags;
import io.intentstream.core.state.UserState;
import io.intentstream.schema.Band;
import java.util.ArrayList;
import java.util.List;

/**
 * What the index of recent users keeps of one of them.
 *
 * @param userId the user
 * @param lastSeen event time of the latest event, epoch milliseconds
 * @param probability calibrated probability after it, four decimals
 * @param band of the probability
 * @param tags names of the tags, oldest first
 * @param audiences names of the audiences that the user belongs to
 * @param cartItems units in the cart
 * @param cartValueMinor price of the cart in minor units
 * @param cartCurrency currency of the cart's prices; empty when it is not known, or not the same for all
 */
public record RecentUser(
        String userId,
        long lastSeen,
        double probability,
        Band band,
        List<String> tags,
        List<String> audiences,
        long cartItems,
        long cartValueMinor,
        String cartCurrency) {

    /**
     * The entry of a user's state, which has at least one event. Copies only what is shown.
     *
     * @param audiences names of the audiences that the user belongs to
     */
    public static RecentUser of(String userId, UserState state, List<String> audiences, ScoreCalibrator calibrated) {
        double probability = calibrated.probability(state.logit(state.size() - 1));
        Cart cart = state.history().cart();
        return new RecentUser(
                userId,
                state.history().lastSeen(),
                probability,
                calibrated.band(probability),
                names(state.history().tags()),
                audiences,
                units(cart),
                cart.valueMinor(),
                currency(cart));
    }

    private static List<String> names(Tags tags) {
        if (tags.size() == 0) {
            return List.of();
        }
        List<String> names = new ArrayList<>(tags.size());
        for (int i = 0; i < tags.size(); i++) {
            names.add(tags.name(i));
        }
        return names;
    }

    private static long units(Cart cart) {
        long units = 0;
        for (Cart.CartLine line : cart.lines()) {
            units += line.quantity();
        }
        return units;
    }

    private static String currency(Cart cart) {
        String only = "";
        for (Cart.CartLine line : cart.lines()) {
            String currency = line.currency();
            if (currency == null || !only.isEmpty() && !only.equals(currency)) {
                return "";
            }
            only = currency;
        }
        return only;
    }
}
