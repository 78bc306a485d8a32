package io.intentstream.offline.replay;

import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Events of a busy shop: some late, some twice, some without consent, some with impossible times; reproducible. */
public final class BusyShop {
    /** The present for these events. */
    public static final long NOW = Instant.parse("2025-06-01T00:00:00Z").toEpochMilli();

    private static final Instant START = Instant.parse("2025-01-06T08:00:00Z");
    private static final EventType[] TYPES = {
        EventType.VIEW_ITEM, EventType.SEARCH, EventType.ADD_TO_CART, EventType.PURCHASE
    };

    private BusyShop() {}

    /** Events of a few dozen users. */
    public static List<ClickEvent> events(int count, long seed) {
        Random random = new Random(seed);
        List<ClickEvent> events = new ArrayList<>();
        Instant now = START;
        for (int i = 0; i < count; i++) {
            now = now.plusSeconds(random.nextInt(90));
            switch (random.nextInt(40)) {
                case 0 -> events.add(events.isEmpty() ? event(i, now, random) : events.get(events.size() - 1));
                case 1 -> events.add(event(i, now.minus(Duration.ofMinutes(random.nextInt(200))), random));
                case 2 -> {
                    ClickEvent event = event(i, now, random);
                    event.setConsent(false);
                    events.add(event);
                }
                default -> events.add(event(i, now, random));
            }
        }
        return events;
    }

    /** One event. */
    public static ClickEvent event(int number, Instant time, Random random) {
        return ClickEvent.newBuilder()
                .setUserId("user-" + (int) (40 * Math.pow(random.nextDouble(), 2)))
                .setEventId("event-" + number)
                .setEventType(TYPES[random.nextInt(TYPES.length)])
                .setEventTime(time)
                .setItemId("item-" + random.nextInt(50))
                .setCategoryId("category-" + random.nextInt(9))
                .setPriceMinor((long) random.nextInt(10_000))
                .setCurrency("EUR")
                .build();
    }
}
