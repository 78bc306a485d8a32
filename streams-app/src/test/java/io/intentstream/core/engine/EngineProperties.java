package io.intentstream.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.StateKey;
import io.intentstream.core.state.StateWriter;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class EngineProperties {
    private final EngineSettings settings = EngineSettings.defaults();
    private final JavaLstm model = JavaLstm.ofPages(7);

    @Property(tries = 200)
    void shouldReachSameStateForAnyArrivalOrderOfASession(
            @ForAll("sessions") List<ClickEvent> session, @ForAll Random random) {
        List<ClickEvent> shuffled = new ArrayList<>(session);
        Collections.shuffle(shuffled, random);
        Users inOrder = new Users(settings, model);
        Users anyOrder = new Users(settings, model);

        inOrder.oneByOne(session);
        anyOrder.oneByOne(shuffled);

        assertThat(anyOrder.state("ann")).isEqualTo(inOrder.state("ann"));
    }

    @Property(tries = 200)
    void shouldProduceSameResultsForAnyBatching(@ForAll("streams") List<ClickEvent> events, @ForAll Random random) {
        Users single = new Users(settings, model);
        Users batched = new Users(settings, model);
        List<Outcome> outcomes = new ArrayList<>();

        inBatches(events, random, batch -> outcomes.addAll(batched.apply(batch)));

        assertThat(outcomes).isEqualTo(single.oneByOne(events));
        assertThat(batched.states().keySet()).isEqualTo(single.states().keySet());
        single.states().forEach((user, state) -> assertThat(batched.state(user)).isEqualTo(state));
    }

    @Property(tries = 200)
    void shouldProduceSameResultsAfterRestart(@ForAll("streams") List<ClickEvent> events, @ForAll Random random) {
        Users running = new Users(settings, model);
        Users restarted = new Users(settings, model);
        List<Outcome> outcomes = new ArrayList<>();

        for (ClickEvent event : events) {
            if (random.nextInt(3) == 0) {
                restarted.restart();
            }
            outcomes.addAll(restarted.apply(event));
        }

        assertThat(outcomes).isEqualTo(running.oneByOne(events));
        running.states()
                .forEach((user, state) -> assertThat(restarted.state(user)).isEqualTo(state));
    }

    @Property(tries = 200)
    void shouldContinueFromStoredStateAsFromCachedState(
            @ForAll("longStreams") List<ClickEvent> events, @ForAll Random random) {
        EngineSettings window = anyWindow(random);
        Users kept = new Users(window, model);
        Users read = new Users(window, model);
        List<Outcome> outcomes = new ArrayList<>();
        List<Outcome> expected = new ArrayList<>();

        inBatches(events, random, batch -> {
            expected.addAll(kept.apply(batch));
            read.restart();
            outcomes.addAll(read.apply(batch));
        });

        assertThat(outcomes).isEqualTo(expected);
        kept.states().forEach((user, state) -> assertThat(read.state(user)).isEqualTo(state));
    }

    @Property(tries = 100)
    void shouldProduceSameResultsAfterRestartWithFailingModel(
            @ForAll("longStreams") List<ClickEvent> events, @ForAll Random random) {
        JavaLstm failing = JavaLstm.failingOn(EventType.SEARCH);
        Users kept = new Users(settings, failing);
        Users read = new Users(settings, failing);

        inBatches(events, random, batch -> {
            read.restart();
            assertThat(read.apply(batch)).isEqualTo(kept.apply(batch));
        });
    }

    @Property(tries = 200)
    void shouldDecodeEncodedStateToSameBytes(@ForAll("streams") List<ClickEvent> events) {
        Users users = new Users(settings, model);
        users.apply(events);

        users.states()
                .values()
                .forEach(state -> assertThat(WholeStates.read(state, settings).encode(new StateWriter()))
                        .isEqualTo(state));
    }

    @Property(tries = 200)
    void shouldStoreOnlyPartsThatHeadsReferTo(@ForAll("longStreams") List<ClickEvent> events, @ForAll Random random) {
        Users users = new Users(anyWindow(random), model);

        inBatches(events, random, users::apply);

        int named = users.states().keySet().stream()
                .mapToInt(user -> 1 + users.stored(user).parts().size())
                .sum();
        assertThat(users.stored().values()).hasSize(named);
    }

    /** A store that lost its last writes has a change or lacks it, and the same events can be delivered again. */
    @Property(tries = 200)
    void shouldIgnorePartiallyWrittenStateChange(
            @ForAll("longStreams") List<ClickEvent> events, @ForAll Random random) {
        Users users = new Users(anyWindow(random), model);
        MemoryStates cut = new MemoryStates();

        inBatches(events, random, batch -> {
            Map<String, byte[]> before = WholeStates.of(cut);
            for (BatchResult.Change change : users.applyAndReturnChanges(batch)) {
                writeSome(change, random, cut);
                byte[] left = cut.read(new StateKey.Head(change.userId())) == null
                        ? null
                        : WholeStates.of(WholeStates.stored(change.userId(), cut));
                assertThat(left).isIn(before.get(change.userId()), users.state(change.userId()));
                change.state().writeTo(cut::write);
            }
        });

        Map<String, byte[]> last = WholeStates.of(cut);
        assertThat(last.keySet()).isEqualTo(users.states().keySet());
        users.states().forEach((user, state) -> assertThat(last.get(user)).isEqualTo(state));
    }

    /** Window sizes at the end of a segment and between segments. */
    private EngineSettings anyWindow(Random random) {
        int[] sizes = {20, 33, 40, 64, settings.windowEvents()};
        return new EngineSettings(
                settings.sessionGap(),
                sizes[random.nextInt(sizes.length)],
                settings.windowGrace(),
                settings.affinityHalfLife(),
                settings.userTtl(),
                false);
    }

    private static void writeSome(BatchResult.Change change, Random random, MemoryStates states) {
        AtomicInteger left = new AtomicInteger(random.nextInt(4));
        change.state().writeTo((key, value) -> {
            if (left.getAndDecrement() > 0) {
                states.write(key, value);
            }
        });
    }

    private static void inBatches(List<ClickEvent> events, Random random, Consumer<List<ClickEvent>> batches) {
        for (int from = 0; from < events.size(); ) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(40));
            batches.accept(events.subList(from, to));
            from = to;
        }
    }

    /** A session of one user within the window's grace of 2 hours, at different times, in order. */
    @Provide
    Arbitrary<List<ClickEvent>> sessions() {
        return Arbitraries.longs()
                .between(0, 7200)
                .set()
                .ofMinSize(1)
                .ofMaxSize(60)
                .map(seconds -> seconds.stream().sorted().toList())
                .filter(seconds -> {
                    for (int i = 1; i < seconds.size(); i++) {
                        if (seconds.get(i) - seconds.get(i - 1) > 1800) {
                            return false;
                        }
                    }
                    return true;
                })
                .flatMap(seconds -> Arbitraries.of(EventType.class)
                        .list()
                        .ofSize(seconds.size())
                        .map(types -> {
                            List<ClickEvent> events = new ArrayList<>();
                            for (int i = 0; i < types.size(); i++) {
                                events.add(Users.event("ann", "e" + i, types.get(i), seconds.get(i)));
                            }
                            return events;
                        }));
    }

    /** Events of a few users over ten days in any order, some ids twice. */
    @Provide
    Arbitrary<List<ClickEvent>> streams() {
        Arbitrary<ClickEvent> event = Combinators.combine(
                        Arbitraries.of("ann", "bob", "cyd"),
                        Arbitraries.integers().between(0, 200),
                        Arbitraries.of(EventType.class),
                        Arbitraries.longs().between(0, 864_000))
                .as((user, id, type, second) -> Users.event(user, "e" + id, type, second));
        return event.list().ofMaxSize(150);
    }

    /**
     * Sessions of two users, short or long, quick or slow, mostly in order, long enough to fill segments and to move
     * them to the base. Late events are late by one or two events, or by many.
     */
    @Provide
    Arbitrary<List<ClickEvent>> longStreams() {
        return Combinators.combine(Arbitraries.of(10L, 400L), Arbitraries.of(1, 20))
                .flatAs(EngineProperties::longStreams);
    }

    /**
     * @param pace seconds from event to event
     * @param breaks how often a session ends
     */
    private static Arbitrary<List<ClickEvent>> longStreams(long pace, int breaks) {
        Arbitrary<ClickEvent> event = Combinators.combine(
                        Arbitraries.of("ann", "bob"),
                        Arbitraries.of(EventType.class),
                        Arbitraries.frequency(
                                Tuple.of(200, pace),
                                Tuple.of(breaks, 3_000L),
                                Tuple.of(1 + breaks / 5, 20_000L),
                                Tuple.of(1, 20_000_000L)),
                        Arbitraries.frequency(
                                Tuple.of(50, 0L),
                                Tuple.of(5, 2 * pace),
                                Tuple.of(5, 25 * pace),
                                Tuple.of(1, 2_000L),
                                Tuple.of(1, 90_000L)))
                .as((user, type, step, late) -> Users.event(user, step + " " + late, type, step));
        return event.list().ofMinSize(100).ofMaxSize(300).map(EngineProperties::inTime);
    }

    /** Each event's second becomes the time since the previous event, and some events are late. */
    private static List<ClickEvent> inTime(List<ClickEvent> steps) {
        List<ClickEvent> events = new ArrayList<>();
        long second = 0;
        for (ClickEvent step : steps) {
            String[] times = step.getEventId().split(" ");
            second += Long.parseLong(times[0]);
            long at = Math.max(0, second - Long.parseLong(times[1]));
            events.add(Users.event(step.getUserId(), "e" + events.size(), step.getEventType(), at));
        }
        return events;
    }
}
