package io.intentstream.core.state;

import io.intentstream.schema.EventType;
import java.util.Map;

/** Events and encodings for tests of a user's state. */
final class StateEvents {
    static final long MINUTE = 60_000;

    private StateEvents() {}

    /** A page view with the time as its id. */
    static WindowEvent view(long time) {
        return view(time, time);
    }

    static WindowEvent view(long id, long time) {
        return of(EventType.PAGE_VIEW, id, time);
    }

    /** An event of an item that costs 5.00 EUR. */
    static WindowEvent of(EventType type, long id, long time) {
        return new WindowEvent(id, time, type, "shoe", "shoes", "acme", 500, "EUR", 1, -1, "product", "web");
    }

    /** An event with a value in every field. */
    static WindowEvent full(long id, long time) {
        Map<String, String> attributes = Map.of("tier", "gold");
        return new WindowEvent(
                id,
                time,
                EventType.PURCHASE,
                "shoe",
                "shoes",
                "žofie",
                500,
                "EUR",
                3,
                4_000,
                "checkout",
                "app",
                attributes,
                null);
    }

    /** An event with required fields only. */
    static WindowEvent sparse(long id, long time) {
        return new WindowEvent(id, time, EventType.OTHER, null, null, null, -1, null, 1, -1, null, null);
    }

    static byte[] encoded(History history) {
        StateWriter out = new StateWriter();
        history.write(out);
        return out.toBytes();
    }
}
