package io.intentstream.stream;

import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.time.Instant;

/** Events for tests. */
public final class ClickEvents {
    private ClickEvents() {}

    /** A view of an item. */
    public static ClickEvent view(String user, String eventId, Instant time) {
        return event(user, eventId, EventType.VIEW_ITEM, time);
    }

    public static ClickEvent event(String user, String eventId, EventType type, Instant time) {
        return ClickEvent.newBuilder()
                .setUserId(user)
                .setEventId(eventId)
                .setEventType(type)
                .setEventTime(time)
                .setItemId("item-1")
                .setCategoryId("shoes")
                .setPriceMinor(1999L)
                .setCurrency("EUR")
                .build();
    }
}
