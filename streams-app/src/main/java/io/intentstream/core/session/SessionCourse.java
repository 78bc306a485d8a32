package io.intentstream.core.session;

import io.intentstream.schema.EventType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a session's events tell about its orders. An order may consist of several purchase events: those that bear its id,
 * and those without an id that follow another purchase within {@link #SAME_ORDER_MILLIS}.
 *
 * @param begun for each event whether an order begins with it
 * @param inside for each event whether it lies inside an order: at or after the order's first purchase event, and before
 *     its last. What follows such an event is known already, so its score is neither measured nor learnt from
 * @param early number of events before the first addition to the cart, view of the cart, checkout step or purchase
 * @param end number of events before the first purchase; all events if there is none
 */
public record SessionCourse(boolean[] begun, boolean[] inside, int early, int end) {
    /** Purchases without an order id that are no further apart are of one order. */
    public static final long SAME_ORDER_MILLIS = 60_000;

    private static final Set<EventType> LATE = EnumSet.of(
            EventType.ADD_TO_CART,
            EventType.VIEW_CART,
            EventType.BEGIN_CHECKOUT,
            EventType.ADD_SHIPPING_INFO,
            EventType.ADD_PAYMENT_INFO,
            EventType.PURCHASE);

    private static final Set<EventType> PURCHASES = EnumSet.of(EventType.PURCHASE);

    /**
     * An event.
     *
     * @param type what the user did
     * @param time in epoch milliseconds
     * @param order hash of the order's id; 0 when the event names none
     * @param continues whether it is a purchase of an order that an earlier event, perhaps of another session, began
     */
    public record Step(EventType type, long time, long order, boolean continues) {}

    /** The course of a session of which nothing but its length is known: without orders, and early throughout. */
    public static SessionCourse ofLength(int events) {
        return new SessionCourse(new boolean[events], new boolean[events], events, events);
    }

    /** The course of a session of which the types of events are known, and which of them lie inside an order. */
    public static SessionCourse ofInside(List<EventType> types, boolean[] inside) {
        boolean[] begun = new boolean[inside.length];
        for (int i = 0; i < begun.length; i++) {
            begun[i] = types.get(i) == EventType.PURCHASE && (i == 0 || !inside[i - 1]);
        }
        return new SessionCourse(begun, inside, first(types, LATE), first(types, PURCHASES));
    }

    /** The course of a session with these events. */
    public static SessionCourse of(List<Step> steps) {
        int size = steps.size();
        List<EventType> types = steps.stream().map(Step::type).toList();
        SessionCourse course =
                new SessionCourse(new boolean[size], new boolean[size], first(types, LATE), first(types, PURCHASES));
        int previous = -1;
        int[] firstOfOrder = new int[size];
        for (int i = course.end; i < size; i++) {
            if (steps.get(i).type() == EventType.PURCHASE) {
                firstOfOrder[i] = firstOfOrder(steps, i, previous, firstOfOrder);
                course.begun[i] = firstOfOrder[i] == i && !steps.get(i).continues();
                Arrays.fill(course.inside, firstOfOrder[i], i, true);
                previous = i;
            }
        }
        return course;
    }

    private static int first(List<EventType> events, Set<EventType> types) {
        int first = 0;
        while (first < events.size() && !types.contains(events.get(first))) {
            first++;
        }
        return first;
    }

    /** Index of the purchase event that begins a purchase's order in this session. */
    private static int firstOfOrder(List<Step> steps, int purchase, int previous, int[] firstOfOrder) {
        Step step = steps.get(purchase);
        if (step.order() == 0) {
            boolean same =
                    previous >= 0 && Math.abs(step.time() - steps.get(previous).time()) <= SAME_ORDER_MILLIS;
            return same ? firstOfOrder[previous] : purchase;
        }
        for (int i = 0; i < purchase; i++) {
            if (steps.get(i).type() == EventType.PURCHASE && steps.get(i).order() == step.order()) {
                return firstOfOrder[i];
            }
        }
        return purchase;
    }

    /** Number of events. */
    public int size() {
        return begun.length;
    }

    /** Whether an event's score is measured and learnt from. */
    public boolean isScored(int event) {
        return !inside[event];
    }

    /** Index of the event with which the last order begins, 0 without one: a later order follows the events before it. */
    public int lastOrder() {
        int last = begun.length - 1;
        while (last > 0 && !begun[last]) {
            last--;
        }
        return Math.max(0, last);
    }

    /** The same with another number of events before the outcome. */
    public SessionCourse endingAt(int otherEnd) {
        return new SessionCourse(begun, inside, early, otherEnd);
    }

    /** The course of the first events, at most this many. */
    public SessionCourse first(int most) {
        return size() <= most
                ? this
                : new SessionCourse(
                        Arrays.copyOf(begun, most),
                        Arrays.copyOf(inside, most),
                        Math.min(early, most),
                        Math.min(end, most));
    }
}
