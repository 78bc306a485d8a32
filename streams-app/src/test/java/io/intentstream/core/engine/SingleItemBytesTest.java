package io.intentstream.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.event.BlankEvent;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Events of one product give the results and the states that they gave before events could hold several products. The
 * expected hash was computed by the last commit before that; the generator of the events must stay as it is.
 */
class SingleItemBytesTest {
    private static final String BEFORE_BASKETS = "f9a41d2c963651ff218af5553691cbb54f34d779c52fd491ace3a45f8751c28d";

    private static final EventType[] TYPES = {
        EventType.PAGE_VIEW,
        EventType.VIEW_ITEM_LIST,
        EventType.VIEW_ITEM,
        EventType.VIEW_ITEM,
        EventType.VIEW_ITEM,
        EventType.SEARCH,
        EventType.VIEW_CART,
        EventType.ADD_TO_WISHLIST,
        EventType.ADD_TO_CART,
        EventType.ADD_TO_CART,
        EventType.REMOVE_FROM_CART,
        EventType.BEGIN_CHECKOUT,
        EventType.PURCHASE,
        EventType.REFUND,
        EventType.VIEW_PROMOTION
    };

    @Test
    void shouldGiveSameResultsAsBeforeBaskets() throws NoSuchAlgorithmException {
        // Given
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        EngineSettings settings = new EngineSettings(
                Duration.ofMinutes(30), 48, Duration.ofHours(2), Duration.ofDays(7), Duration.ofDays(180), false);
        Users users = new Users(settings, new JavaLstm(7));

        // When
        List<Outcome> outcomes = users.oneByOne(events(new Random(23)));

        // Then
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Scored scored) {
                hash.update(scored.profile().encoding());
                hash.update(scored.intent().record().encoding());
            }
        }
        assertThat(HexFormat.of().formatHex(hash.digest())).isEqualTo(BEFORE_BASKETS);
    }

    /** Shoppers in a small shop, some events without a product or a price, some late, some twice. */
    private static List<ClickEvent> events(Random random) {
        List<ClickEvent> events = new ArrayList<>();
        long second = 0;
        for (int i = 0; i < 6_000; i++) {
            second += random.nextInt(300) == 0 ? 200_000 : random.nextInt(20);
            boolean late = random.nextInt(20) == 0;
            long at = Math.max(0, second - (late ? random.nextInt(random.nextBoolean() ? 60 : 100_000) : 0));
            ClickEvent event = BlankEvent.create();
            event.setEventId("e" + (random.nextInt(50) == 0 ? random.nextInt(i + 1) : i));
            event.setUserId("user-" + random.nextInt(12));
            event.setEventTime(Instant.ofEpochSecond(1_770_000_000 + at));
            event.setEventType(TYPES[random.nextInt(TYPES.length)]);
            event.setPageType("page-" + random.nextInt(5));
            event.setChannel(random.nextBoolean() ? "web" : "app");
            if (random.nextInt(5) > 0) {
                int item = random.nextInt(30);
                event.setItemId("item-" + item);
                event.setCategoryId(item % 7 == 0 ? null : "category-" + item % 5);
                event.setBrand(item % 3 == 0 ? null : "brand-" + item % 4);
                event.setPriceMinor(item % 11 == 0 ? null : 100L * (1 + item));
                event.setCurrency(item % 2 == 0 ? "EUR" : "USD");
                event.setQuantity(random.nextInt(4) == 0 ? random.nextInt(4) : null);
            }
            if (random.nextInt(3) == 0) {
                event.setDwellMillis((long) random.nextInt(30_000));
            }
            events.add(event);
        }
        return events;
    }
}
