package io.intentstream.offline.training.data;

import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Puts the steps of a checkout into training visits of shops that did not record them, so that a checkout under way is
 * not taken for something unheard of. An assumption, not data: the steps are put before {@value #BEFORE_PURCHASE} of
 * the purchases, and after {@value #WITHOUT_PURCHASE} of the additions to the cart that nothing came of, where the user
 * gives up after any of the steps. Their times part the time to the next event evenly. Validation and test visits are
 * never touched.
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

    private final long sessionGapMillis;
    private final Random random;

    SyntheticCheckoutSteps(long sessionGapMillis, long seed) {
        this.sessionGapMillis = sessionGapMillis;
        this.random = new Random(seed);
    }

    /** The users with steps put in; the same users if any of them has such steps already, or nobody buys. */
    List<UserEvents> insert(List<UserEvents> users) {
        boolean recorded = users.stream()
                .anyMatch(user -> user.clicks().stream().anyMatch(click -> RECORDED.contains(click.type())));
        boolean bought = users.stream()
                .anyMatch(user -> user.clicks().stream().anyMatch(click -> click.type() == EventType.PURCHASE));
        if (recorded || !bought) {
            return users;
        }
        return users.stream()
                .map(user -> new UserEvents(user.userId(), insertInto(user.clicks()), user.bought()))
                .toList();
    }

    private List<WindowEvent> insertInto(List<WindowEvent> clicks) {
        List<WindowEvent> changed = new ArrayList<>(clicks.size());
        for (int i = 0; i < clicks.size(); i++) {
            WindowEvent click = clicks.get(i);
            if (click.type() == EventType.PURCHASE && i > 0 && sameVisit(clicks.get(i - 1), click)) {
                if (random.nextDouble() < BEFORE_PURCHASE) {
                    WindowEvent before = clicks.get(i - 1);
                    addSteps(STEPS.size(), click, before.time(), click.time() - before.time(), changed);
                }
            }
            changed.add(click);
            if (click.type() == EventType.ADD_TO_CART && !purchaseFollows(clicks, i)) {
                if (random.nextDouble() < WITHOUT_PURCHASE) {
                    addSteps(1 + random.nextInt(STEPS.size()), click, click.time(), timeLeft(clicks, i), changed);
                }
            }
        }
        return changed;
    }

    private void addSteps(int number, WindowEvent basis, long start, long time, List<WindowEvent> to) {
        for (int step = 0; step < number; step++) {
            to.add(new WindowEvent(
                    random.nextLong(),
                    start + time * (step + 1) / (number + 1),
                    STEPS.get(step),
                    null,
                    null,
                    null,
                    -1,
                    null,
                    1,
                    -1,
                    null,
                    basis.channel()));
        }
    }

    /** Time to the next event of the visit; when there is none, what giving up is assumed to take. */
    private long timeLeft(List<WindowEvent> clicks, int i) {
        boolean last = i + 1 == clicks.size() || !sameVisit(clicks.get(i), clicks.get(i + 1));
        return last
                ? ABANDONED_STEP_MILLIS * (STEPS.size() + 1)
                : clicks.get(i + 1).time() - clicks.get(i).time();
    }

    private boolean purchaseFollows(List<WindowEvent> clicks, int i) {
        for (int next = i + 1; next < clicks.size() && sameVisit(clicks.get(next - 1), clicks.get(next)); next++) {
            if (clicks.get(next).type() == EventType.PURCHASE) {
                return true;
            }
        }
        return false;
    }

    private boolean sameVisit(WindowEvent before, WindowEvent after) {
        return after.time() - before.time() <= sessionGapMillis;
    }
}
