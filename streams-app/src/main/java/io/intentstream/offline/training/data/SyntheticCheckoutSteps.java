package io.intentstream.offline.training.data;

import io.intentstream.core.session.SessionGap;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Inserts checkout steps into training sessions of shops that did not record them, so that the model knows such events. This
 * is an assumption, not data. The steps precede {@value #BEFORE_PURCHASE} of the purchases, and follow
 * {@value #WITHOUT_PURCHASE} of the additions to the cart without a later purchase, where the user gives up after any of
 * the steps. They are evenly spaced up to the next event. Validation and test sessions remain unchanged.
 *
 * <p>A step names the product, category, brand and price of the purchase or of the addition that it belongs to, and the
 * page type of the event before it. Without them, a missing category would come to mean that a purchase follows.
 */
public final class SyntheticCheckoutSteps {
    static final double BEFORE_PURCHASE = 0.5;
    static final double WITHOUT_PURCHASE = 0.1;

    /** For the model card. */
    public static final String ASSUMPTION = String.format(
            Locale.ROOT,
            "checkout steps are not in the data; they were put before %.0f %% of the training users' purchases, and"
                    + " after %.0f %% of their additions to the cart that nothing came of",
            100 * BEFORE_PURCHASE,
            100 * WITHOUT_PURCHASE);

    private static final long ABANDONED_STEP_MILLIS = 20_000;
    private static final List<EventType> STEPS =
            List.of(EventType.BEGIN_CHECKOUT, EventType.ADD_SHIPPING_INFO, EventType.ADD_PAYMENT_INFO);
    private static final Set<EventType> RECORDED = EnumSet.copyOf(STEPS);

    private final SessionGap gap;
    private final Random random;

    SyntheticCheckoutSteps(SessionGap gap, long seed) {
        this.gap = gap;
        this.random = new Random(seed);
    }

    /** The users with inserted steps; the same users if any of them already has such steps, or none buys. */
    List<UserEvents> insert(List<UserEvents> users) {
        boolean recorded = users.stream()
                .anyMatch(user -> user.events().stream().anyMatch(event -> RECORDED.contains(event.type())));
        boolean bought = users.stream()
                .anyMatch(user -> user.events().stream().anyMatch(event -> event.type() == EventType.PURCHASE));
        if (recorded || !bought) {
            return users;
        }
        return users.stream()
                .map(user -> new UserEvents(user.userId(), insertInto(user.events()), user.bought()))
                .toList();
    }

    private List<WindowEvent> insertInto(List<WindowEvent> events) {
        List<WindowEvent> changed = new ArrayList<>(events.size());
        Set<Long> orders = new HashSet<>();
        for (int i = 0; i < events.size(); i++) {
            WindowEvent event = events.get(i);
            boolean buys = event.type() == EventType.PURCHASE
                    && (!event.isOfOrder() || orders.add(event.basket().orderId()));
            if (buys && i > 0 && sameSession(events.get(i - 1), event)) {
                if (random.nextDouble() < BEFORE_PURCHASE) {
                    WindowEvent before = events.get(i - 1);
                    addSteps(STEPS.size(), event, before, event.time() - before.time(), changed);
                }
            }
            changed.add(event);
            if (event.type() == EventType.ADD_TO_CART && !purchaseFollows(events, i)) {
                if (random.nextDouble() < WITHOUT_PURCHASE) {
                    addSteps(1 + random.nextInt(STEPS.size()), event, event, timeLeft(events, i), changed);
                }
            }
        }
        return changed;
    }

    private void addSteps(int number, WindowEvent basis, WindowEvent before, long time, List<WindowEvent> to) {
        for (int step = 0; step < number; step++) {
            to.add(new WindowEvent(
                    random.nextLong(),
                    before.time() + time * (step + 1) / (number + 1),
                    STEPS.get(step),
                    basis.itemId(),
                    basis.categoryId(),
                    basis.brand(),
                    basis.priceMinor(),
                    basis.currency(),
                    basis.quantity(),
                    -1,
                    before.pageType(),
                    basis.channel()));
        }
    }

    /** Time to the next event of the session; if there is none, the assumed duration of an abandoned checkout. */
    private long timeLeft(List<WindowEvent> events, int i) {
        boolean last = i + 1 == events.size() || !sameSession(events.get(i), events.get(i + 1));
        return last
                ? ABANDONED_STEP_MILLIS * (STEPS.size() + 1)
                : events.get(i + 1).time() - events.get(i).time();
    }

    private boolean purchaseFollows(List<WindowEvent> events, int i) {
        for (int next = i + 1; next < events.size() && sameSession(events.get(next - 1), events.get(next)); next++) {
            if (events.get(next).type() == EventType.PURCHASE) {
                return true;
            }
        }
        return false;
    }

    private boolean sameSession(WindowEvent before, WindowEvent after) {
        return !gap.separates(before.time(), after.time());
    }
}
