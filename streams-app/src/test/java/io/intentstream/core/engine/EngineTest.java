package io.intentstream.core.engine;

import static io.intentstream.core.engine.Users.event;
import static io.intentstream.core.engine.Users.intent;
import static io.intentstream.core.engine.Users.profile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.StateKey;
import io.intentstream.schema.Band;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.Tag;
import io.intentstream.schema.UserProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineTest {
    private static final long DAY = 86_400;
    private final EngineSettings settings = EngineSettings.defaults();
    private final JavaLstm model = new JavaLstm(7);

    @Test
    void shouldEmitOneProfileAndOneIntentPerEvent() {
        // Given
        Users users = new Users(settings, model);

        // When
        List<Outcome> outcomes = users.apply(
                event("ann", "1", EventType.VIEW_ITEM, 0),
                event("bob", "2", EventType.VIEW_ITEM, 1),
                event("ann", "3", EventType.ADD_TO_CART, 60));

        // Then
        assertThat(outcomes).hasSize(3).allMatch(Outcome.Scored.class::isInstance);
        PurchaseIntent second = intent(outcomes.get(2));
        assertThat(second.getUserId()).isEqualTo("ann");
        assertThat(second.getEventId()).isEqualTo("3");
        assertThat(second.getUpdateNumber()).isEqualTo(2);
        assertThat(second.getPreviousProbability())
                .isEqualTo(intent(outcomes.get(0)).getProbability());
        assertThat(second.getChange())
                .isCloseTo(second.getProbability() - second.getPreviousProbability(), within(1e-9));
        assertThat(second.getDrivers()).hasSize(2);
        assertThat(intent(outcomes.get(0)).getPreviousProbability()).isNull();
    }

    @Test
    void shouldDiscardBatchThatWasNotApplied() {
        // Given
        Users users = new Users(settings, model);
        users.apply(event("ann", "1", EventType.VIEW_ITEM, 0));

        // When
        List<Outcome> unwritten = users.applyWithoutWriting(event("ann", "2", EventType.ADD_TO_CART, 60));
        List<Outcome> again = users.apply(event("ann", "2", EventType.ADD_TO_CART, 60));

        // Then
        assertThat(intent(again.get(0)).getUpdateNumber()).isEqualTo(2);
        assertThat(again).isEqualTo(unwritten);
    }

    @Test
    void shouldShowLatestEventsInEventTimeOrderDespiteLateEvent() {
        // Given
        Users users = new Users(settings, model);
        for (int i = 0; i < 14; i++) {
            users.apply(event("ann", "in time " + i, EventType.VIEW_ITEM, 10 * i));
        }

        // When
        UserProfile afterLate =
                profile(users.apply(event("ann", "late", EventType.SEARCH, 105)).get(0));
        UserProfile afterNext = profile(
                users.apply(event("ann", "next", EventType.VIEW_ITEM, 140)).get(0));

        // Then
        Instant start = event("ann", "first", EventType.VIEW_ITEM, 0).getEventTime();
        assertThat(afterLate.getTrajectory())
                .extracting(step -> Duration.between(start, step.getEventTime()).toSeconds())
                .containsExactly(50L, 60L, 70L, 80L, 90L, 100L, 105L, 110L, 120L, 130L);
        assertThat(afterNext.getTrajectory())
                .extracting(step -> Duration.between(start, step.getEventTime()).toSeconds())
                .containsExactly(60L, 70L, 80L, 90L, 100L, 105L, 110L, 120L, 130L, 140L);
    }

    @Test
    void shouldKeepStatesOfTwoStoresWithTheSameUserSeparate() {
        // Given
        MemoryStates left = new MemoryStates();
        MemoryStates right = new MemoryStates();
        List<InputEvent> inputs = Stream.of("1", "2", "3", "4")
                .map(id -> new InputEvent(event("ann", id, EventType.VIEW_ITEM, Long.parseLong(id)), 0, -1))
                .toList();

        // When
        List<Long> updates = new ArrayList<>();
        try (Engine engine = new Engine(settings, model)) {
            for (InputEvent input : inputs) {
                MemoryStates states = updates.size() % 2 == 0 ? left : right;
                BatchResult result = engine.apply(List.of(input), engine.load(List.of(input), states));
                states.apply(result);
                engine.persisted(result, states);
                updates.add(intent(result.outcomes().get(0)).getUpdateNumber());
            }
        }

        // Then
        assertThat(updates).containsExactly(1L, 1L, 2L, 2L);
    }

    @Test
    void shouldBuildProfileFromEvents() {
        // Given
        Users users = new Users(settings, model);
        ClickEvent view = event("ann", "1", EventType.VIEW_ITEM, 0);
        view.setPriceMinor(2000L);
        view.setCurrency("EUR");
        view.setBrand("acme");
        view.setChannel("app");
        ClickEvent cart = event("ann", "2", EventType.ADD_TO_CART, 60);
        cart.setItemId("shoe");
        cart.setQuantity(2);
        ClickEvent other = event("ann", "3", EventType.ADD_TO_CART, 90);
        other.setItemId("sock");
        ClickEvent buy = event("ann", "4", EventType.PURCHASE, 120);
        buy.setItemId("shoe");
        buy.setPriceMinor(1500L);
        buy.setCurrency("EUR");
        buy.setQuantity(2);
        ClickEvent nextDay = event("ann", "5", EventType.VIEW_ITEM, DAY);

        // When
        List<Outcome> outcomes = users.apply(view, cart, other, buy, nextDay);

        // Then
        UserProfile bought = profile(outcomes.get(3));
        assertThat(bought.getOrders()).isEqualTo(1);
        assertThat(bought.getMonetary().get(0).getTotalMinor()).isEqualTo(3000);
        assertThat(bought.getCart())
                .singleElement()
                .satisfies(item -> assertThat(item.getItemId()).isEqualTo("sock"));
        assertThat(bought.getChanged()).contains("orders", "monetary", "cart", "lastPurchaseAt");
        assertThat(bought.getTopBrands())
                .singleElement()
                .satisfies(brand -> assertThat(brand.getShare()).isEqualTo(1));
        assertThat(bought.getTrajectory()).hasSize(4);
        assertThat(bought.getRhythm().getMeanEventIntervalMillis()).isEqualTo(40_000);
        assertThat(bought.getPriceBand().getTypicalMinor()).isEqualTo(2000);
        UserProfile later = profile(outcomes.get(4));
        assertThat(later.getSessions()).isEqualTo(2);
        assertThat(later.getLifetimeCounts()).containsEntry("ADD_TO_CART", 2L).containsEntry("VIEW_ITEM", 2L);
        assertThat(later.getLastHourCounts()).containsOnly(Map.entry("VIEW_ITEM", 1L));
        assertThat(later.getLast7DaysCounts()).containsEntry("PURCHASE", 1L);
        assertThat(later.getRhythm().getMeanSessionGapMillis()).isEqualTo((DAY - 120) * 1000);
        assertThat(later.getTags()).extracting(Tag::getName).contains("cart-from-earlier-session", "first-time-buyer");
    }

    @Test
    void shouldRecogniseDuplicateWithinWindow() {
        // Given
        Users users = new Users(settings, model);
        users.apply(event("ann", "1", EventType.VIEW_ITEM, 0), event("ann", "2", EventType.VIEW_ITEM, 5));
        byte[] before = users.stored("ann").head();

        // When
        ClickEvent again = event("ann", "1", EventType.VIEW_ITEM, 0);
        List<Outcome> outcomes = users.apply(again);

        // Then
        assertThat(outcomes).containsExactly(new Outcome.Duplicate(again));
        assertThat(users.stored("ann").head()).isSameAs(before);
    }

    @Test
    void shouldDistinguishRedeliveryFromDuplicate() {
        // Given
        Users users = new Users(
                new EngineSettings(
                        settings.sessionGap(),
                        settings.windowEvents(),
                        settings.windowGrace(),
                        settings.affinityHalfLife(),
                        settings.userTtl(),
                        true),
                model);
        List<InputEvent> inputs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            inputs.add(new InputEvent(event("ann", "e" + i, EventType.VIEW_ITEM, i * 4000L), 5, i));
        }
        List<Outcome> first = users.applyInputs(inputs);
        byte[] before = users.state("ann");

        // When
        List<Outcome> again = users.applyInputs(inputs);
        List<Outcome> sentTwice =
                users.applyInputs(List.of(new InputEvent(inputs.get(39).event(), 5, 40)));
        List<Outcome> recreatedTopic =
                users.applyInputs(List.of(new InputEvent(event("ann", "new", EventType.VIEW_ITEM, DAY * 9), 5, 0)));

        // Then
        assertThat(again).allMatch(Outcome.Redelivered.class::isInstance);
        for (int i = 30; i < 40; i++) {
            assertThat(((Outcome.Redelivered) again.get(i)).intent().record().read())
                    .isEqualTo(intent(first.get(i)));
        }
        assertThat(sentTwice)
                .containsExactly(new Outcome.Duplicate(inputs.get(39).event()));
        assertThat(users.state("ann")).isNotEqualTo(before);
        assertThat(recreatedTopic.get(0)).isInstanceOf(Outcome.Scored.class);
    }

    @Test
    void shouldInsertLateEventInEventTimeOrder() {
        // Given
        Users late = new Users(settings, model);
        Users sorted = new Users(settings, model);
        ClickEvent a = event("ann", "a", EventType.VIEW_ITEM, 0);
        ClickEvent b = event("ann", "b", EventType.ADD_TO_CART, 50);
        ClickEvent c = event("ann", "c", EventType.VIEW_ITEM, 100);

        // When
        List<Outcome> outcomes = late.oneByOne(List.of(a, c, b));
        sorted.oneByOne(List.of(a, b, c));

        // Then
        assertThat(late.state("ann")).isEqualTo(sorted.state("ann"));
        assertThat(intent(outcomes.get(2)).getLate()).isTrue();
        assertThat(((Outcome.Scored) outcomes.get(2)).recomputed()).isTrue();
    }

    /**
     * Most late events are late by one or two events. Rescoring the whole session would cost a hundred steps for each.
     */
    @Test
    void shouldRescoreOnlyEventsAfterSlightlyLateEvent() {
        // Given
        Users users = new Users(settings, model);
        users.oneByOne(session("before", 0, 100));
        long steps = model.steps();

        // When
        for (ClickEvent event : session("", DAY, 40)) {
            users.apply(event);
            Instant late = event.getEventTime().minusSeconds(15);
            users.apply(ClickEvent.newBuilder(event)
                    .setEventId(event.getEventId() + " late")
                    .setEventTime(late)
                    .build());
        }

        // Then: one step for each event in time, and three for each that is late by two, as all but the first are
        assertThat(model.steps() - steps).isEqualTo(40 + 2 + 39 * 3);
    }

    /** States after the old event that were not recomputed since are no longer right. */
    @Test
    void shouldRecomputeWhenLateEventInvalidatedCachedState() {
        // Given
        List<ClickEvent> events = new ArrayList<>(session("base", 0, 40));
        events.addAll(session("first", DAY, 5));
        events.addAll(session("second", DAY + 2400, 2));
        events.add(event("ann", "old", EventType.PURCHASE, 5));
        Users running = new Users(settings, model);
        Users restarted = new Users(settings, model);
        running.oneByOne(events);
        restarted.oneByOne(events);
        restarted.restart();
        ClickEvent late = event("ann", "late", EventType.ADD_TO_CART, DAY + 45);

        // When
        List<Outcome> outcomes = running.apply(late);

        // Then
        assertThat(outcomes).isEqualTo(restarted.apply(late));
        assertThat(running.state("ann")).isEqualTo(restarted.state("ann"));
    }

    /** The window may begin anywhere in a long session. Scoring must continue from the state at exactly that event. */
    @ParameterizedTest
    @ValueSource(ints = {33, 40, 41, 64})
    void shouldRescoreLongSessionFromWindowStart(int windowEvents) {
        // Given: a session that leaves the window while the next one is longer than half of it
        EngineSettings small = window(windowEvents);
        Users running = new Users(small, model);
        Users restarted = new Users(small, model);
        List<ClickEvent> events = new ArrayList<>(session("first", 0, 20, 10));
        events.addAll(session("second", 2200, 3 * windowEvents, 420));

        for (ClickEvent event : events) {
            // When
            ClickEvent late = ClickEvent.newBuilder(event)
                    .setEventId(event.getEventId() + " late")
                    .setEventTime(event.getEventTime().minusSeconds(500))
                    .build();
            restarted.apply(event);
            restarted.restart();
            List<Outcome> outcomes = restarted.apply(late);

            // Then
            running.apply(event);
            assertThat(outcomes).isEqualTo(running.apply(late));
            assertThat(restarted.state("ann")).isEqualTo(running.state("ann"));
        }
    }

    @Test
    void shouldIgnoreSessionStateFromBeforeTheWindow() {
        // Given
        Users users = new Users(window(40), model);

        for (ClickEvent event : session("", 0, 100)) {
            // When
            PurchaseIntent intent = intent(users.apply(event).get(0));

            // Then
            Instant first = Instant.ofEpochMilli(
                    WholeStates.read(users.state("ann"), settings).time(0));
            if (intent.getUpdateNumber() > 40) {
                assertThat(intent.getDrivers())
                        .noneMatch(driver -> driver.getEventTime().equals(first));
            }
        }
    }

    private EngineSettings window(int events) {
        return new EngineSettings(
                settings.sessionGap(),
                events,
                settings.windowGrace(),
                settings.affinityHalfLife(),
                settings.userTtl(),
                false);
    }

    private static List<ClickEvent> session(String ids, long second, int views, int pace) {
        return IntStream.range(0, views)
                .mapToObj(i -> event("ann", ids + i, EventType.VIEW_ITEM, second + (long) pace * i))
                .toList();
    }

    private static List<ClickEvent> session(String ids, long second, int views) {
        return IntStream.range(0, views)
                .mapToObj(i -> event("ann", ids + i, EventType.VIEW_ITEM, second + 10L * i))
                .toList();
    }

    @Test
    void shouldCountEventThatIsOlderThanTheWindow() {
        // Given
        Users users = new Users(settings, model);
        for (int i = 0; i < 40; i++) {
            users.apply(event("ann", "e" + i, EventType.VIEW_ITEM, DAY + i * 4000L));
        }

        // When
        List<Outcome> outcomes = users.apply(event("ann", "old", EventType.PURCHASE, 0));

        // Then
        UserProfile profile = profile(outcomes.get(0));
        assertThat(profile.getLifetimeCounts()).containsEntry("PURCHASE", 1L);
        assertThat(profile.getFirstSeen())
                .isEqualTo(event("ann", "", EventType.OTHER, 0).getEventTime());
        assertThat(profile.getSessions()).isEqualTo(40);
        assertThat(intent(outcomes.get(0)).getUpdateNumber()).isEqualTo(41);
    }

    @Test
    void shouldRescoreSessionWhenModelChanges() {
        // Given
        MemoryStates store = new MemoryStates();
        List<ClickEvent> events = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            events.add(event("ann", "e" + i, EventType.VIEW_ITEM, i * 10L));
        }
        new Users(settings, model, store).oneByOne(events.subList(0, 19));
        JavaLstm promoted = new JavaLstm(8);

        // When
        Outcome afterSwap =
                new Users(settings, promoted, store).apply(events.get(19)).get(0);

        // Then
        Users always = new Users(settings, promoted);
        always.oneByOne(events.subList(0, 19));
        Outcome expected = always.apply(events.get(19)).get(0);
        assertThat(((Outcome.Scored) afterSwap).recomputed()).isTrue();
        assertThat(intent(afterSwap).getProbability())
                .isEqualTo(intent(expected).getProbability());
        assertThat(WholeStates.of(store).get("ann")).isEqualTo(always.state("ann"));
    }

    @Test
    void shouldStayExactBeyondTheWindow() {
        // Given: a session of 500 events, and the same with one of the latest events late
        Users inOrder = new Users(settings, model);
        Users oneLate = new Users(settings, model);
        List<ClickEvent> events = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            events.add(event("ann", "e" + i, EventType.VIEW_ITEM, i * 10L));
        }
        List<ClickEvent> shuffled = new ArrayList<>(events);
        shuffled.add(495, shuffled.remove(490));

        // When
        inOrder.oneByOne(events);
        oneLate.apply(shuffled);

        // Then
        assertThat(oneLate.state("ann")).isEqualTo(inOrder.state("ann"));
    }

    @Test
    void shouldFallBackToBaseRateWhenModelFails() {
        // Given
        Users users = new Users(settings, JavaLstm.failing());

        // When
        List<Outcome> outcomes =
                users.apply(event("ann", "1", EventType.VIEW_ITEM, 0), event("ann", "2", EventType.VIEW_ITEM, 5));

        // Then
        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(intent(outcome).getDegraded()).isTrue();
            assertThat(intent(outcome).getProbability()).isEqualTo(0.1);
            assertThat(intent(outcome).getBand()).isEqualTo(Band.LOW);
            assertThat(profile(outcome).getIntent().getDegraded()).isTrue();
        });
    }

    @Test
    void shouldResetStateAfterTimeToLive() {
        // Given
        Users users = new Users(settings, model);
        users.apply(event("ann", "1", EventType.PURCHASE, 0));

        // When
        Outcome outcome =
                users.apply(event("ann", "2", EventType.VIEW_ITEM, 181 * DAY)).get(0);

        // Then
        assertThat(profile(outcome).getOrders()).isZero();
        assertThat(intent(outcome).getUpdateNumber()).isEqualTo(1);
    }

    @Test
    void shouldWithholdEventWithoutConsent() {
        // Given
        Users users = new Users(settings, model);
        ClickEvent event = event("ann", "1", EventType.VIEW_ITEM, 0);
        event.setConsent(false);

        // When
        List<Outcome> outcomes = users.apply(event);

        // Then
        assertThat(outcomes).containsExactly(new Outcome.Withheld(event));
        assertThat(users.states()).isEmpty();
    }

    @Test
    void shouldLimitStateSize() {
        // Given
        Users users = new Users(settings, model);

        // When: 2,000 sessions of three events over two years of event time, with gaps below the time to live
        for (int i = 0; i < 6000; i++) {
            users.apply(event("ann", "e" + i, EventType.VIEW_ITEM, i / 3 * 30_000L + i % 3));
        }

        // Then
        assertThat(users.state("ann").length).isLessThan(2500);
    }

    @Test
    void shouldRefuseStateOfLaterRelease() {
        // Given
        MemoryStates store = new MemoryStates();
        store.write(new StateKey.Head("ann"), new byte[] {99, 0, 0});
        Users users = new Users(settings, model, store);

        // When // Then
        assertThatThrownBy(() -> users.apply(event("ann", "1", EventType.VIEW_ITEM, 0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 99");
    }

    @Test
    void shouldReadOrReportAsDamagedAStateWithAChangedByte() {
        // Given
        Users users = new Users(settings, model);
        users.apply(session("", 0, 40));
        users.apply(event("ann", "cart", EventType.ADD_TO_CART, 900), event("ann", "order", EventType.PURCHASE, 901));
        byte[] whole = users.state("ann");

        for (int i = 0; i < whole.length; i++) {
            for (int value : new int[] {0, 1, 2, 0x7f, 0x80, 0xff}) {
                byte[] changed = whole.clone();
                changed[i] = (byte) value;

                // When
                Throwable failure = catchThrowable(() -> WholeStates.read(changed, settings));

                // Then
                assertThat(failure)
                        .as("byte %d is %d", i, value)
                        .satisfiesAnyOf(
                                none -> assertThat(none).isNull(),
                                damage -> assertThat(damage).isInstanceOf(IllegalStateException.class));
            }
        }
    }

    @Test
    void shouldRefuseDamagedState() {
        // Given
        Users users = new Users(settings, model);
        users.apply(event("ann", "1", EventType.VIEW_ITEM, 0), event("ann", "2", EventType.ADD_TO_CART, 9));
        byte[] whole = users.state("ann");

        // When // Then
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> WholeStates.read(cut, settings))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("damaged");
        }
    }

    @Test
    void shouldAcceptExtremeButValidTimes() {
        // Given
        Users users = new Users(settings, model);
        ClickEvent early = event("ann", "1", EventType.VIEW_ITEM, 0);
        early.setEventTime(Instant.parse("2000-01-01T00:00:00Z"));
        ClickEvent far = event("ann", "2", EventType.VIEW_ITEM, 0);
        far.setEventTime(Instant.parse("2000-01-01T00:00:00Z").plus(Duration.ofDays(179)));

        // When
        List<Outcome> outcomes = users.apply(early, far);

        // Then
        assertThat(profile(outcomes.get(1)).getTopCategories())
                .allSatisfy(affinity -> assertThat(affinity.getWeight()).isFinite());
    }
}
