package io.intentstream.core.profile;

import static io.intentstream.core.engine.Users.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.engine.Users;
import io.intentstream.core.model.AdditiveModel;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.schema.Affinity;
import io.intentstream.schema.Band;
import io.intentstream.schema.CartItem;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.CurrentIntent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.Monetary;
import io.intentstream.schema.PriceBand;
import io.intentstream.schema.Session;
import io.intentstream.schema.TrajectoryStep;
import io.intentstream.schema.UserProfile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProfileWriterTest {
    private static final long HOUR = 3600;
    private static final long DAY = 24 * HOUR;

    private final Users users =
            new Users(EngineSettings.defaults(), new AdditiveModel(Map.of(EventType.ADD_TO_CART, 1f)));

    @Test
    void shouldDescribeTheCurrentSession() {
        // When
        UserProfile profile = last(
                event("ann", "1", EventType.VIEW_ITEM, 0),
                event("ann", "2", EventType.VIEW_ITEM, DAY),
                event("ann", "3", EventType.VIEW_ITEM, DAY + 7),
                event("ann", "4", EventType.SEARCH, DAY + 20));

        // Then
        assertThat(profile.getUpdateNumber()).isEqualTo(4);
        assertThat(profile.getSessions()).isEqualTo(2);
        assertThat(profile.getFirstSeen()).isEqualTo(time(0));
        assertThat(profile.getLastSeen()).isEqualTo(time(DAY + 20));
        assertThat(profile.getCurrentSession()).isEqualTo(new Session(2L, time(DAY), 3, 20_000L, 2, 3));
        assertThat(profile.getRhythm().getMeanEventIntervalMillis()).isEqualTo(10_000);
        assertThat(profile.getRhythm().getMeanSessionGapMillis()).isEqualTo(DAY * 1000);
        assertThat(profile.getIntent()).isEqualTo(new CurrentIntent(0.5, Band.MEDIUM, false));
    }

    @Test
    void shouldLeaveOutRhythmThatIsNotKnownYet() {
        // When
        UserProfile profile = last(event("ann", "1", EventType.VIEW_ITEM, 0));

        // Then
        assertThat(profile.getRhythm().getMeanEventIntervalMillis()).isNull();
        assertThat(profile.getRhythm().getMeanSessionGapMillis()).isNull();
        assertThat(profile.getRhythm().getMeanDwellMillis()).isNull();
        assertThat(profile.getLastPurchaseAt()).isNull();
        assertThat(profile.getPriceBand()).isNull();
    }

    @Test
    void shouldCountEventsByTypeAndPeriod() {
        // When
        UserProfile profile = last(
                event("ann", "1", EventType.PURCHASE, 0),
                event("ann", "2", EventType.SEARCH, 20 * DAY),
                event("ann", "3", EventType.ADD_TO_CART, 26 * DAY - 2 * HOUR),
                event("ann", "4", EventType.VIEW_ITEM, 26 * DAY));

        // Then
        assertThat(profile.getLastHourCounts()).isEqualTo(Map.of("VIEW_ITEM", 1L));
        assertThat(profile.getLast24HoursCounts()).isEqualTo(Map.of("VIEW_ITEM", 1L, "ADD_TO_CART", 1L));
        assertThat(profile.getLast7DaysCounts()).isEqualTo(Map.of("VIEW_ITEM", 1L, "ADD_TO_CART", 1L, "SEARCH", 1L));
        assertThat(profile.getLast30DaysCounts())
                .isEqualTo(Map.of("VIEW_ITEM", 1L, "ADD_TO_CART", 1L, "SEARCH", 1L, "PURCHASE", 1L));
        assertThat(profile.getLifetimeCounts()).isEqualTo(profile.getLast30DaysCounts());
        assertThat(profile.getLastPurchaseAt()).isEqualTo(time(0));
    }

    @Test
    void shouldHalveAffinitiesWithEachHalfLife() {
        // When: a view counts 1, a purchase 8, and the half-life is 7 days
        UserProfile profile = last(
                change(event("ann", "1", EventType.VIEW_ITEM, 0), e -> e.setBrand("acme")),
                change(event("ann", "2", EventType.PURCHASE, 7 * DAY), e -> e.setBrand("zeta")));

        // Then
        assertThat(profile.getTopBrands())
                .containsExactly(new Affinity("zeta", 8.0, 0.9412), new Affinity("acme", 0.5, 0.0588));
    }

    @Test
    void shouldSetPriceBandOneDeviationAroundTheGeometricMean() {
        // When
        UserProfile profile = last(
                change(event("ann", "1", EventType.VIEW_ITEM, 0), e -> e.setPriceMinor(1000L)),
                change(event("ann", "2", EventType.VIEW_ITEM, 10), e -> e.setPriceMinor(4000L)));

        // Then
        assertThat(profile.getPriceBand()).isEqualTo(new PriceBand(1000L, 2000L, 4000L));
    }

    @Test
    void shouldSumPurchasesByCurrency() {
        // When
        UserProfile profile =
                last(purchase("1", 1000, "EUR", 1), purchase("2", 500, "USD", 1), purchase("3", 251, "EUR", 3));

        // Then
        assertThat(profile.getOrders()).isEqualTo(3);
        assertThat(profile.getMonetary())
                .containsExactly(new Monetary("EUR", 2L, 1753L, 876L), new Monetary("USD", 1L, 500L, 500L));
    }

    @Test
    void shouldShowCartLinesUntilTheyAreBought() {
        // Given
        ClickEvent shoe = change(event("ann", "1", EventType.ADD_TO_CART, 0), e -> {
            e.setItemId("shoe");
            e.setQuantity(2);
            e.setPriceMinor(900L);
            e.setCurrency("EUR");
        });
        ClickEvent sock = change(event("ann", "2", EventType.ADD_TO_CART, 10), e -> e.setItemId("sock"));
        ClickEvent buy = change(event("ann", "3", EventType.PURCHASE, 20), e -> e.setItemId("sock"));

        // When
        List<UserProfile> profiles = profiles(shoe, sock, buy);

        // Then
        CartItem shoes = new CartItem("shoe", "category-0", 2, 900L, "EUR", time(0));
        assertThat(profiles.get(1).getCart())
                .containsExactly(shoes, new CartItem("sock", "category-1", 1, null, null, time(10)));
        assertThat(profiles.get(2).getCart()).containsExactly(shoes);
    }

    @Test
    void shouldNameTheFieldsThatAnEventChanged() {
        // Given
        ClickEvent first = event("ann", "1", EventType.PAGE_VIEW, 0);
        ClickEvent same = event("ann", "2", EventType.PAGE_VIEW, 3);
        ClickEvent viewed = change(event("ann", "3", EventType.PAGE_VIEW, 6), e -> {
            e.setPriceMinor(100L);
            e.setChannel("app");
        });
        ClickEvent added = change(event("ann", "4", EventType.ADD_TO_CART, 9), e -> e.setBrand("acme"));
        ClickEvent bought = change(event("ann", "5", EventType.PURCHASE, 12), e -> {
            e.setItemId(added.getItemId());
            e.setPriceMinor(100L);
        });
        ClickEvent nextDay = event("ann", "6", EventType.PAGE_VIEW, DAY);

        // When
        List<UserProfile> profiles = profiles(first, same, viewed, added, bought, nextDay);

        // Then
        assertThat(profiles)
                .extracting(UserProfile::getChanged)
                .containsExactly(
                        List.of("sessions", "topCategories", "tags", "intent"),
                        List.of(),
                        List.of("priceBand", "channels"),
                        List.of("topBrands", "cart", "intent"),
                        List.of("lastPurchaseAt", "orders", "monetary", "cart", "tags"),
                        List.of("sessions", "tags", "intent"));
    }

    @Test
    void shouldStayBoundedForManyCategoriesBrandsChannelsAndItems() {
        // When
        UserProfile profile = last(IntStream.range(0, 600)
                .mapToObj(i -> change(event("ann", "event " + i, EventType.ADD_TO_CART, i), e -> {
                    e.setCategoryId("category " + i);
                    e.setBrand("brand " + i);
                    e.setChannel("channel " + i);
                    e.setItemId("item " + i);
                }))
                .toArray(ClickEvent[]::new));

        // Then
        assertThat(profile.getUpdateNumber()).isEqualTo(600);
        assertThat(profile.getTopCategories()).hasSize(5);
        assertThat(profile.getTopBrands()).hasSize(5);
        assertThat(profile.getChannels()).hasSize(8);
        assertThat(profile.getCart()).hasSize(50);
        assertThat(profile.getTrajectory())
                .extracting(TrajectoryStep::getItemId)
                .containsExactlyElementsOf(
                        IntStream.range(590, 600).mapToObj(i -> "item " + i).toList());
    }

    private List<UserProfile> profiles(ClickEvent... events) {
        return users.oneByOne(List.of(events)).stream().map(Users::profile).toList();
    }

    private UserProfile last(ClickEvent... events) {
        return profiles(events).get(events.length - 1);
    }

    private static ClickEvent purchase(String id, long priceMinor, String currency, int quantity) {
        return change(event("ann", id, EventType.PURCHASE, Long.parseLong(id)), e -> {
            e.setPriceMinor(priceMinor);
            e.setCurrency(currency);
            e.setQuantity(quantity);
        });
    }

    private static ClickEvent change(ClickEvent event, Consumer<ClickEvent> change) {
        change.accept(event);
        return event;
    }

    private static Instant time(long second) {
        return event("ann", "", EventType.OTHER, second).getEventTime();
    }
}
