package io.intentstream.core.state;

import static io.intentstream.core.state.StateEvents.MINUTE;
import static io.intentstream.core.state.StateEvents.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.schema.EventType;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UserStateTest {
    private static final StateKey HEAD = new StateKey.Head("ann");
    private static final long DAY = 86_400_000;
    private static final long MODEL = 7;
    private static final long OTHER_MODEL = 8;
    private static final long SOURCE = 1;

    private final EngineSettings settings = EngineSettings.defaults();

    @Test
    void shouldPlanOneStepForAnEventInOrder() {
        // Given
        UserState state = state(settings);
        add(view(0), state);

        // When
        ScoringPlan<Long> plan = add(view(MINUTE), state);

        // Then
        assertThat(plan.index()).isEqualTo(1);
        assertThat(plan.late()).isFalse();
        assertThat(plan.recomputed()).isFalse();
        assertThat(plan.start()).containsExactly(0);
        assertThat(plan.steps()).containsExactly(new ScoringPlan.ModelStep<>(1, 1L, false));
        assertThat(plan.features()).isEqualTo(1L);
        assertThat(state.history().events()).isEqualTo(2);
    }

    @Test
    void shouldStartASessionFromTheStateOfZeros() {
        // Given
        UserState state = state(settings);
        add(view(0), state);

        // When
        ScoringPlan<Long> plan = add(view(31 * MINUTE), state);

        // Then
        assertThat(plan.start()).isNull();
        assertThat(plan.steps()).containsExactly(new ScoringPlan.ModelStep<>(1, 1L, true));
        assertThat(state.sessionStart(1)).isEqualTo(1);
    }

    @Test
    void shouldRescoreFromALateEventOn() {
        // Given
        UserState state = state(settings);
        addViews(4, state);

        // When
        ScoringPlan<Long> plan = add(view(100, 2 * MINUTE + 1), state);

        // Then: features count the events before
        assertThat(plan.index()).isEqualTo(3);
        assertThat(plan.late()).isTrue();
        assertThat(plan.recomputed()).isTrue();
        assertThat(plan.start()).containsExactly(2);
        assertThat(plan.steps())
                .containsExactly(new ScoringPlan.ModelStep<>(3, 3L, false), new ScoringPlan.ModelStep<>(4, 4L, false));
        assertThat(state.indexOf(100)).isEqualTo(3);
    }

    @Test
    void shouldRescoreTheSessionWithAnotherModel() {
        // Given
        UserState state = state(settings);
        add(view(0), state);
        add(view(31 * MINUTE), state);
        add(view(32 * MINUTE), state);

        // When
        ScoringPlan<Long> plan = state.add(view(33 * MINUTE), UserStateTest::eventsBefore, OTHER_MODEL);

        // Then
        assertThat(plan.late()).isFalse();
        assertThat(plan.recomputed()).isTrue();
        assertThat(plan.start()).isNull();
        assertThat(plan.steps())
                .containsExactly(
                        new ScoringPlan.ModelStep<>(1, 1L, true),
                        new ScoringPlan.ModelStep<>(2, 2L, false),
                        new ScoringPlan.ModelStep<>(3, 3L, false));
    }

    @Test
    void shouldCountButNotKeepAnEventOlderThanTheWindow() {
        // Given a window that sessions have left
        UserState state = state(settings);
        for (int i = 0; i < 40; i++) {
            add(view(i * DAY), state);
            state.store(new StateWriter());
        }
        int size = state.size();

        // When
        ScoringPlan<Long> plan = add(view(7, MINUTE), state);

        // Then
        assertThat(plan.index()).isEqualTo(-1);
        assertThat(plan.late()).isTrue();
        assertThat(plan.features()).isNull();
        assertThat(state.size()).isEqualTo(size);
        assertThat(state.history().events()).isEqualTo(41);
        assertThat(state.history().sessions()).isEqualTo(40);
    }

    @Test
    void shouldReachTheSameStateForAnyArrivalOrder() {
        // Given
        List<WindowEvent> events = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            events.add(StateEvents.of(EventType.values()[i % EventTypes.COUNT], i, i * MINUTE));
        }
        UserState inOrder = state(settings);
        events.forEach(event -> add(event, inOrder));

        for (long seed = 1; seed <= 5; seed++) {
            // When
            List<WindowEvent> shuffled = new ArrayList<>(events);
            Collections.shuffle(shuffled, new Random(seed));
            UserState state = state(settings);
            shuffled.forEach(event -> add(event, state));

            // Then
            assertThat(StateEvents.encoded(state.history())).isEqualTo(StateEvents.encoded(inOrder.history()));
            assertThat(state.encode(new StateWriter())).isEqualTo(inOrder.encode(new StateWriter()));
        }
    }

    @Test
    void shouldRecognizeADuplicateByItsId() {
        // Given
        UserState state = state(settings);
        add(view(1, 0), state);

        // When / Then
        assertThat(state.admit(view(1, MINUTE), SOURCE, -1)).isEqualTo(Admission.DUPLICATE);
        assertThat(state.admit(view(2, 0), SOURCE, -1)).isEqualTo(Admission.NEW);
    }

    @Test
    void shouldDistinguishARedeliveredRecordFromADuplicateByItsOffset() {
        // Given
        UserState state = state(tracking(settings));
        add(view(1, 0), state);
        state.reach(SOURCE, 10);

        // When / Then
        assertThat(state.admit(view(1, 0), SOURCE, 10)).isEqualTo(Admission.REDELIVERED);
        assertThat(state.admit(view(1, 0), SOURCE, 11)).isEqualTo(Admission.DUPLICATE);
        assertThat(state.admit(view(1, 0), SOURCE + 1, 10)).isEqualTo(Admission.DUPLICATE);
        assertThat(state.admit(view(2, 0), SOURCE, 10)).isEqualTo(Admission.NEW);
    }

    @Test
    void shouldNotTrackOffsetsUnlessAsked() {
        // Given
        UserState state = state(settings);
        add(view(1, 0), state);

        // When
        state.reach(SOURCE, 10);

        // Then
        assertThat(state.admit(view(1, 0), SOURCE, 10)).isEqualTo(Admission.DUPLICATE);
    }

    @Test
    void shouldStartAgainOnlyAfterTheTimeToLive() {
        // Given
        UserState state = state(tracking(settings));
        add(view(1, 0), state);
        state.reach(SOURCE, 10);

        state.admit(view(2, 181 * DAY), SOURCE, 11);

        // When
        boolean inTime = state.startAgainIfIdle(180 * DAY);
        boolean idle = state.startAgainIfIdle(180 * DAY + 1);

        // Then
        assertThat(inTime).isFalse();
        assertThat(idle).isTrue();
        assertThat(state.size()).isZero();
        assertThat(state.history().events()).isZero();
        assertThat(state.recurrent()).isNull();
        assertThat(state.startAgainIfIdle(400 * DAY)).isFalse();
        add(view(2, 181 * DAY), state);
        assertThat(state.admit(view(2, 181 * DAY), SOURCE, 10)).isEqualTo(Admission.REDELIVERED);
    }

    @Test
    void shouldRemoveSessionsBeforeTheGracePeriodButKeepSomeEvents() {
        // Given
        UserState state = state(settings);
        for (int i = 0; i < 100; i++) {
            add(view(i * DAY), state);
        }

        // When
        state.store(new StateWriter());

        // Then: whole segments have left
        assertThat(state.size()).isEqualTo(100 - 5 * Window.SEGMENT).isGreaterThanOrEqualTo(UserState.MIN_EVENTS);
        assertThat(state.time(0)).isEqualTo(5 * Window.SEGMENT * DAY);
        assertThat(state.history().events()).isEqualTo(100);
    }

    @Test
    void shouldRemoveHalfOfAFullWindow() {
        // Given
        UserState state = state(settings);
        addViews(256, state);
        int full = state.size();

        // When
        add(view(256 * MINUTE), state);
        state.store(new StateWriter());

        // Then
        assertThat(full).isEqualTo(256);
        assertThat(state.size()).isEqualTo(129);
        assertThat(state.history().events()).isEqualTo(257);
        assertThat(state.history().session().events()).isEqualTo(257);
    }

    @Test
    void shouldRescoreALongSessionFromTheStateKeptAtTheWindowsStart() {
        // Given a session that began before the window
        UserState state = state(settings);
        addViews(300, state);

        // When
        ScoringPlan<Long> plan = state.add(view(300 * MINUTE), UserStateTest::eventsBefore, MODEL);
        score(plan, state);
        UserState read = reread(state, settings);
        ScoringPlan<Long> late = add(view(9_999, state.time(0) + 1), read);

        // Then
        int first = 300 - (plan.index() - 1);
        assertThat(late.recomputed()).isTrue();
        assertThat(late.start()).containsExactly(first - 2);
        assertThat(late.steps()).hasSize(read.size()).noneMatch(ScoringPlan.ModelStep::startsSession);
    }

    @Test
    void shouldReadBackAStateInOnePieceWithTheSameBytes() {
        // Given
        UserState state = state(tracking(settings));
        for (int i = 0; i < 50; i++) {
            add(i % 3 == 0 ? StateEvents.full(i, i * MINUTE) : StateEvents.sparse(i, i * MINUTE), state);
        }
        state.reach(SOURCE, 49);

        // When
        byte[] bytes = state.encode(new StateWriter());
        UserState read = UserState.decode("ann", bytes, key -> null, tracking(settings));

        // Then
        assertThat(read.encode(new StateWriter())).isEqualTo(bytes);
        assertEqual(read, state);
        assertThat(read.admit(state.event(0), SOURCE, 49)).isEqualTo(Admission.REDELIVERED);
    }

    @Test
    void shouldReadBackAStoredStateAndWriteOnlyItsHeadAgain() {
        // Given
        UserState state = state(settings);
        addViews(50, state);
        Map<StateKey, byte[]> store = new HashMap<>();

        // When
        StateChange first = store(state, store);
        UserState read = read(store, settings);
        add(view(50 * MINUTE), state);
        add(view(50 * MINUTE), read);
        StateChange second = read.store(new StateWriter());

        // Then
        assertThat(first.added()).hasSize(50 / Window.SEGMENT + 1);
        assertThat(first.removed()).isEmpty();
        assertEqual(read, state);
        assertThat(second.added()).isEmpty();
        assertThat(second.removed()).isEmpty();
    }

    @Test
    void shouldNameExactlyThePartsThatAreStored() {
        // Given
        UserState state = state(settings);
        Map<StateKey, byte[]> store = new HashMap<>();

        for (int i = 0; i < 400; i++) {
            // When
            add(view(i, (i - i % 7 * 3) * MINUTE), state);
            store(state, store);

            // Then
            List<StateKey> named = new ArrayList<>(UserState.partsOf("ann", store.get(HEAD)));
            named.add(HEAD);
            assertThat(store.keySet()).containsExactlyInAnyOrderElementsOf(named);
        }
    }

    @Test
    void shouldKeepAttributes() {
        // Given
        UserState state = state(settings);
        Map<String, String> attributes = Map.of("tier", "3");
        WindowEvent event = new WindowEvent(
                1, 5, EventType.PAGE_VIEW, null, null, null, -1, null, 1, -1, "home", null, attributes, null);
        add(event, state);

        // When
        UserState decoded = UserState.decode("ann", state.encode(new StateWriter()), key -> null, settings);

        // Then
        assertThat(decoded.size()).isEqualTo(1);
        assertThat(decoded.event(0)).isEqualTo(event);
    }

    @Test
    void shouldReportADamagedStateWhenItsCheckpointIsDamaged() {
        // Given
        UserState state = state(settings);
        for (int i = 0; i < Window.SEGMENT; i++) {
            add(view(i), state);
        }
        Map<StateKey, byte[]> parts = new HashMap<>();
        state.store(new StateWriter()).writeTo(parts::put);
        parts.put(new StateKey.HistoryPart("ann", 1), new byte[] {5, 1});

        // When // Then
        assertThatThrownBy(() -> UserState.decode("ann", parts.get(new StateKey.Head("ann")), parts::get, settings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void shouldRefuseAStateOfALaterRelease() {
        // When // Then
        assertThatThrownBy(() -> UserState.decode("ann", new byte[] {9}, key -> null, settings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 9");
    }

    @Test
    void shouldReadStatesThatEarlierReleasesWroteWithoutFollowedTime() {
        // Given
        Map<StateKey, byte[]> store = new HashMap<>();
        UserState state = state(settings);
        addViews(3, state);
        add(purchase(100, 4 * MINUTE, new EventBasket(List.of(), 5, -1)), state);
        store(state, store);
        byte[] head = store.get(HEAD);
        byte[] earlier = earlier(2, head, 2, 4);

        // When
        UserState read = UserState.decode("ann", earlier, store::get, settings);

        // Then
        assertThat(head).startsWith(4, 0, 0, 0, 0, 0, 0, 0);
        assertThat(read.encode(new StateWriter())).isEqualTo(state.encode(new StateWriter()));
        assertThat(read.followedTime().due()).isEqualTo(-1);
        assertThat(UserState.membershipsOf(earlier).size()).isZero();
    }

    /** A head without the time that was followed, from {@code first} on, and without the memory of products. */
    private static byte[] earlier(int version, byte[] head, int first, int history) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(version);
        out.write(head, first + 1, history);
        out.write(head, first + 1 + history + 1, head.length - (first + 1 + history + 1));
        return out.toByteArray();
    }

    @Test
    void shouldReadStatesThatEarlierReleasesWroteWithoutItems() {
        // Given
        Map<StateKey, byte[]> store = new HashMap<>();
        UserState state = state(settings);
        addViews(3, state);
        store(state, store);
        byte[] head = store.get(HEAD);
        ByteArrayOutputStream earlier = new ByteArrayOutputStream();
        earlier.write(3);
        earlier.write(head, 1, 6);
        earlier.write(head, 8, head.length - 8);

        // When
        UserState read = UserState.decode("ann", earlier.toByteArray(), store::get, settings);

        // Then
        assertThat(read.encode(new StateWriter())).isEqualTo(state.encode(new StateWriter()));
        assertThat(read.itemMemory().items()).isEmpty();
    }

    @Test
    void shouldReadTextsOfEventsBehindTextsOfTheSession() {
        // Given
        Map<StateKey, byte[]> store = new HashMap<>();
        UserState state = state(settings);
        WindowEvent first = new WindowEvent(
                1,
                MINUTE,
                EventType.VIEW_ITEM,
                "shoe",
                "shoes",
                "acme",
                500,
                "EUR",
                1,
                -1,
                "product",
                "app",
                Map.of(),
                null);
        add(first, state);
        SessionScores scores = state.followedTime().scores();
        scores.begin(first);
        scores.serve(0.25, 1);
        scores.buy(500, "EUR");
        add(purchase(2, 2 * MINUTE, new EventBasket(List.of(), 5, -1)), state);
        scores.serve(0.5, 2);

        // When
        store(state, store);
        UserState read = UserState.decode("ann", store.get(HEAD), store::get, settings);

        // Then
        assertThat(read.event(0)).isEqualTo(first);
        assertThat(read.encode(new StateWriter())).isEqualTo(state.encode(new StateWriter()));
        assertThat(read.followedTime().scores())
                .extracting(SessionScores::entryChannel, SessionScores::currency, SessionScores::orderValueMinor)
                .containsExactly("app", "EUR", 500L);
        assertThat(read.followedTime().scores().beforePurchase()).isEqualTo(0.25);
    }

    private static WindowEvent purchase(long id, long time, EventBasket basket) {
        return new WindowEvent(
                id, time, EventType.PURCHASE, "shoe", null, null, 500, "EUR", 1, -1, null, null, Map.of(), basket);
    }

    @Test
    void shouldReportAMissingPart() {
        // Given
        UserState state = state(settings);
        addViews(Window.SEGMENT, state);
        Map<StateKey, byte[]> store = new HashMap<>();
        store(state, store);

        // When
        store.remove(new StateKey.WindowSegment("ann", 1));

        // Then
        assertThatThrownBy(() -> read(store, settings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("missing");
        assertThat(StoredState.gather("ann", store.get(HEAD), store::get)).isNull();
    }

    @Test
    void shouldReportEveryTruncationAsDamage() {
        // Given
        UserState state = state(settings);
        add(StateEvents.full(1, 0), state);
        add(StateEvents.sparse(2, MINUTE), state);
        byte[] bytes = state.encode(new StateWriter());

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);

            // When / Then
            assertThatThrownBy(() -> UserState.decode("ann", cut, key -> null, settings))
                    .as("%d of %d bytes", length, bytes.length)
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private static UserState state(EngineSettings settings) {
        return new UserState("ann", settings);
    }

    private static EngineSettings tracking(EngineSettings settings) {
        return new EngineSettings(
                settings.sessionGap(),
                settings.windowEvents(),
                settings.windowGrace(),
                settings.affinityHalfLife(),
                settings.userTtl(),
                true);
    }

    /**
     * Admits, adds and scores an event as the engine does; the recurrent state after an event is the number of events
     * before it.
     */
    private static ScoringPlan<Long> add(WindowEvent event, UserState state) {
        state.admit(event, SOURCE, -1);
        ScoringPlan<Long> plan = state.add(event, UserStateTest::eventsBefore, MODEL);
        score(plan, state);
        return plan;
    }

    private static void score(ScoringPlan<Long> plan, UserState state) {
        for (ScoringPlan.ModelStep<Long> step : plan.steps()) {
            state.setScore(step.index(), MODEL, step.features(), new float[] {step.features()});
        }
    }

    private static Long eventsBefore(History before, WindowEvent event) {
        return before.events();
    }

    /** Adds events a minute apart, with their time as id. */
    private static void addViews(int events, UserState state) {
        for (int i = 0; i < events; i++) {
            add(view(i * MINUTE), state);
        }
    }

    private static StateChange store(UserState state, Map<StateKey, byte[]> store) {
        StateChange change = state.store(new StateWriter());
        change.writeTo((key, value) -> {
            if (value == null) {
                store.remove(key);
            } else {
                store.put(key, value);
            }
        });
        return change;
    }

    private static UserState read(Map<StateKey, byte[]> store, EngineSettings settings) {
        return UserState.decode("ann", store.get(HEAD), store::get, settings);
    }

    private static UserState reread(UserState state, EngineSettings settings) {
        Map<StateKey, byte[]> store = new HashMap<>();
        store(state, store);
        return read(store, settings);
    }

    private static void assertEqual(UserState actual, UserState expected) {
        assertThat(actual.size()).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.event(i)).isEqualTo(expected.event(i));
            assertThat(actual.logit(i)).isEqualTo(expected.logit(i));
        }
        assertThat(actual.model()).isEqualTo(expected.model());
        assertThat(actual.recurrent()).isEqualTo(expected.recurrent());
        assertThat(StateEvents.encoded(actual.history())).isEqualTo(StateEvents.encoded(expected.history()));
    }
}
