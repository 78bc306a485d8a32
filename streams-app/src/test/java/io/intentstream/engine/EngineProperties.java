package io.intentstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.config.EngineSettings;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.state.StateWriter;
import io.intentstream.state.UserState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EngineProperties {
    private final EngineSettings settings = EngineSettings.defaults();
    private final JavaLstm model = JavaLstm.ofPages(7);

    @Property(tries = 200)
    void anyArrivalOrderOfASessionEndsInTheSameState(
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
    void anyBatchingGivesWhatOneByOneGives(@ForAll("streams") List<ClickEvent> events, @ForAll Random random) {
        Users single = new Users(settings, model);
        Users batched = new Users(settings, model);
        List<Outcome> outcomes = new ArrayList<>();

        for (int from = 0; from < events.size(); ) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(40));
            outcomes.addAll(batched.apply(events.subList(from, to)));
            from = to;
        }

        assertThat(outcomes).isEqualTo(single.oneByOne(events));
        assertThat(batched.states().keySet()).isEqualTo(single.states().keySet());
        single.states().forEach((user, state) -> assertThat(batched.state(user)).isEqualTo(state));
    }

    @Property(tries = 200)
    void anEngineThatHasJustStartedGivesWhatARunningOneGives(
            @ForAll("streams") List<ClickEvent> events, @ForAll Random random) {
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
    void encodingIsTheIdentity(@ForAll("streams") List<ClickEvent> events) {
        Users users = new Users(settings, model);
        users.apply(events);

        users.states()
                .values()
                .forEach(state -> assertThat(UserState.decode(state, settings).encode(new StateWriter()))
                        .isEqualTo(state));
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
}
