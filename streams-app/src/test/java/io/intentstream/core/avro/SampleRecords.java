package io.intentstream.core.avro;

import io.intentstream.schema.Affinity;
import io.intentstream.schema.Band;
import io.intentstream.schema.CartItem;
import io.intentstream.schema.CategoryIntent;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.CurrentIntent;
import io.intentstream.schema.Driver;
import io.intentstream.schema.EventType;
import io.intentstream.schema.Monetary;
import io.intentstream.schema.PriceBand;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.Rhythm;
import io.intentstream.schema.Session;
import io.intentstream.schema.Tag;
import io.intentstream.schema.TrajectoryStep;
import io.intentstream.schema.UserProfile;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * One record of each schema with every field set. Maps have one entry, since their order is not part of the contract.
 */
public final class SampleRecords {
    private static final Instant NOON = Instant.parse("2024-03-01T12:00:00.123Z");
    private static final Map<String, Long> COUNTS = Map.of("VIEW_ITEM", 41L);

    private SampleRecords() {}

    public static ClickEvent minimalEvent() {
        return ClickEvent.newBuilder()
                .setEventId("e1")
                .setUserId("u1")
                .setEventTime(Instant.parse("2024-01-01T00:00:00Z"))
                .setEventType(EventType.VIEW_ITEM)
                .build();
    }

    public static ClickEvent fullEvent() {
        return ClickEvent.newBuilder()
                .setEventId("event-7")
                .setUserId("zoë-\uD83D\uDED2")
                .setEventTime(NOON)
                .setEventType(EventType.PURCHASE)
                .setSessionId("s-1")
                .setItemId("item-1")
                .setCategoryId("shoes")
                .setBrand("Schuhhaus Müller")
                .setPriceMinor(12_999L)
                .setCurrency("EUR")
                .setQuantity(2)
                .setPageType("checkout")
                .setQuery("laufschuhe größe 42")
                .setDwellMillis(3_500L)
                .setChannel("app")
                .setConsent(false)
                .setAttributes(Map.of("coupon", "SPRING"))
                .build();
    }

    public static PurchaseIntent fullIntent() {
        return PurchaseIntent.newBuilder()
                .setUserId("u1")
                .setEventId("e1")
                .setEventTime(NOON)
                .setUpdateNumber(17)
                .setProbability(0.4321)
                .setPreviousProbability(0.4)
                .setChange(0.0321)
                .setBand(Band.MEDIUM)
                .setHorizon("purchase later in the session")
                .setDrivers(List.of(Driver.newBuilder()
                        .setEventType(EventType.ADD_TO_CART)
                        .setEventTime(NOON)
                        .setItemId("item-1")
                        .setCategoryId("shoes")
                        .setLogOddsChange(1.234)
                        .build()))
                .setCategories(List.of(new CategoryIntent("shoes", 0.3), new CategoryIntent("bags", 0.1)))
                .setModelName("session-lstm")
                .setModelVersion("1")
                .setModelFingerprint("0123456789abcdef")
                .setLate(true)
                .setDegraded(true)
                .build();
    }

    public static UserProfile fullProfile() {
        return UserProfile.newBuilder()
                .setUserId("u1")
                .setUpdateNumber(17)
                .setFirstSeen(NOON.minusSeconds(86_400))
                .setLastSeen(NOON)
                .setSessions(3)
                .setLifetimeCounts(COUNTS)
                .setLastHourCounts(COUNTS)
                .setLast24HoursCounts(COUNTS)
                .setLast7DaysCounts(COUNTS)
                .setLast30DaysCounts(COUNTS)
                .setCurrentSession(new Session(3L, NOON, 5, 60_000L, 4, 2))
                .setLastPurchaseAt(NOON)
                .setOrders(1)
                .setMonetary(List.of(new Monetary("EUR", 1L, 12_999L, 12_999L)))
                .setRhythm(new Rhythm(12_000L, 86_400_000L, 3_500L, Collections.nCopies(24, 2L)))
                .setTopCategories(List.of(new Affinity("shoes", 9.5, 0.75)))
                .setTopBrands(List.of(new Affinity("Müller", 4.25, 1.0)))
                .setPriceBand(new PriceBand(5_000L, 9_000L, 16_200L))
                .setChannels(Map.of("app", 41L))
                .setCart(List.of(new CartItem("item-1", "shoes", 2, 12_999L, "EUR", NOON)))
                .setTrajectory(List.of(new TrajectoryStep(EventType.SEARCH, NOON, "item-1", "shoes")))
                .setTags(List.of(new Tag("cart-from-earlier-session", 0.8, NOON)))
                .setIntent(new CurrentIntent(0.4321, Band.MEDIUM, false))
                .setChanged(List.of("cart", "tags"))
                .build();
    }
}
