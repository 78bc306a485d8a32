package io.intentstream.core.state;

import io.intentstream.schema.EventType;
import java.util.Arrays;

/**
 * How far the current session has come on the way to a purchase, in GA4's e-commerce steps, when it last had an event of each type
 * and how long it stayed there.
 */
public final class SessionProgress {
    private EventType latest = EventType.OTHER;
    private int step;
    private final long[] lastAt = new long[EventTypes.COUNT];
    private final long[] stayMillis = new long[EventTypes.COUNT];

    SessionProgress() {
        clear();
    }

    /**
     * The step that an event is: 0 for none, 1 VIEW_ITEM, 2 ADD_TO_CART, 3 VIEW_CART, 4 BEGIN_CHECKOUT, 5 ADD_SHIPPING_INFO,
     * 6 ADD_PAYMENT_INFO.
     */
    private static int step(EventType type) {
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

    /** Type of the session's latest event; of no meaning before the first. */
    public EventType latest() {
        return latest;
    }

    /** Event time of the session's latest event of a type, epoch milliseconds; -1 before the first. */
    public long lastAt(EventType type) {
        return lastAt[type.ordinal()];
    }

    /** Milliseconds between events of a type and the event that followed each. */
    public long stayMillis(EventType type) {
        return stayMillis[type.ordinal()];
    }

    void clear() {
        step = 0;
        Arrays.fill(lastAt, -1);
        Arrays.fill(stayMillis, 0);
    }

    /**
     * Counts an event.
     *
     * @param interval milliseconds since the session's event before; 0 for the first
     */
    void add(EventType type, long time, long interval) {
        step = reached(type);
        // In a session that an earlier release began, the type of the event before is not known.
        if (lastAt[latest.ordinal()] >= 0) {
            stayMillis[latest.ordinal()] += interval;
        }
        lastAt[type.ordinal()] = time;
        latest = type;
    }

    /** Types without an event are left out. */
    void write(StateWriter out) {
        out.writeUnsigned(latest.ordinal());
        out.writeUnsigned(step);
        int different = 0;
        for (long time : lastAt) {
            different += time >= 0 ? 1 : 0;
        }
        out.writeUnsigned(different);
        for (int type = 0; type < lastAt.length; type++) {
            if (lastAt[type] >= 0) {
                out.writeUnsigned(type);
                out.writeSigned(lastAt[type]);
                out.writeUnsigned(stayMillis[type]);
            }
        }
    }

    void read(StateReader in) {
        latest = EventTypes.of(in.readInt());
        step = in.readInt();
        for (int left = in.readInt(); left > 0; left--) {
            int type = in.readInt();
            lastAt[type] = in.readSigned();
            stayMillis[type] = in.readUnsigned();
        }
    }
}
