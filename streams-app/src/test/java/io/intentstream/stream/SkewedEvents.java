package io.intentstream.stream;

import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/**
 * An endless clickstream of few busy and many quiet users, reproducible from its seed. Some events are late, and some
 * are sent twice under the same id.
 */
final class SkewedEvents {
    private static final Instant START = Instant.parse("2025-01-06T08:00:00Z");
    private static final EventType[] TYPES = {
        EventType.VIEW_ITEM, EventType.VIEW_ITEM, EventType.SEARCH, EventType.ADD_TO_CART, EventType.PURCHASE
    };

    private final Random random;
    private final int users;
    private Instant now = START;
    private long number;
    private ClickEvent last;

    SkewedEvents(long seed, int users) {
        this.random = new Random(seed);
        this.users = users;
    }

    ClickEvent next() {
        if (last != null && random.nextInt(50) == 0) {
            return last;
        }
        now = now.plusMillis(random.nextInt(800));
        boolean late = random.nextInt(200) == 0;
        last = of((int) (users * Math.pow(random.nextDouble(), 3)), late ? now.minus(Duration.ofMinutes(2)) : now);
        return last;
    }

    /** One more event of a user. */
    ClickEvent of(int user, Instant time) {
        number++;
        return ClickEvent.newBuilder()
                .setUserId("user-" + user)
                .setEventId("event-" + number)
                .setEventType(TYPES[random.nextInt(TYPES.length)])
                .setEventTime(time)
                .setItemId("item-" + random.nextInt(500))
                .setCategoryId("category-" + random.nextInt(20))
                .setPriceMinor((long) random.nextInt(10_000))
                .setCurrency("EUR")
                .build();
    }

    /** The latest event time so far. */
    Instant now() {
        return now;
    }

    int users() {
        return users;
    }
}
