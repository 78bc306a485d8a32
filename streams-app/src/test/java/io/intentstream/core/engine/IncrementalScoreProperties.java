package io.intentstream.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import io.intentstream.core.feature.FeatureSet;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.model.SequenceScorer;
import io.intentstream.core.model.TorchRuntime;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.UserState;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Compares the shipped model, stepped event by event by the engine, with the same module's pass over whole sessions.
 */
class IncrementalScoreProperties {
    private static final Path BUNDLE = Path.of("../model-artifacts/shop-intent/2");

    private static IntentModel model;
    private static PtNDManager manager;
    private static PtSymbolBlock module;

    private final EngineSettings settings = EngineSettings.defaults();

    @BeforeContainer
    static void load() {
        model = ModelBundle.load(BUNDLE);
        manager = TorchRuntime.newManager();
        module = TorchRuntime.load(manager, BUNDLE.resolve(ModelBundle.WEIGHTS), false);
        JniUtils.enableInferenceMode(module);
    }

    @AfterContainer
    static void close() {
        manager.close();
        model.close();
    }

    @Property(tries = 50)
    void shouldEqualFullPassForAnyArrivalOrder(@ForAll Random random) {
        // Given: a session of up to 120 events in two hours, most in order, some late, in batches of any size
        List<ClickEvent> session = session(random);
        try (Users users = new Users(settings, model)) {

            // When
            for (int from = 0; from < session.size(); ) {
                int to = Math.min(session.size(), from + 1 + random.nextInt(20));
                users.apply(session.subList(from, to));
                from = to;
            }

            // Then
            UserState state = WholeStates.read(users.state("ann"), settings);
            float[] whole = SequenceScorer.logits(module, features(state));
            for (int i = 0; i < state.size(); i++) {
                assertThat(probability(state.logit(i)))
                        .as("event %d", i)
                        .isCloseTo(probability(whole[i]), within(1e-6));
            }
        }
    }

    /** A restarted engine has cached no state from before a late event, so it rescores more events. */
    @Property(tries = 20)
    void shouldProduceSameBytesForLateEventsHoweverMuchIsRescored(@ForAll Random random) {
        List<ClickEvent> session = session(random);
        try (Users kept = new Users(settings, model);
                Users restarted = new Users(settings, model)) {
            for (ClickEvent event : session) {
                if (random.nextBoolean()) {
                    restarted.restart();
                }
                assertThat(restarted.apply(event)).isEqualTo(kept.apply(event));
            }
        }
    }

    private static List<ClickEvent> session(Random random) {
        int length = 1 + random.nextInt(120);
        List<EventType> types =
                Arbitraries.of(EventType.class).list().ofSize(length).sample();
        List<ClickEvent> session = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            session.add(Users.event("ann", "e" + i, types.get(i), i * 60L));
        }
        for (int late = 0; late < length / 10; late++) {
            Collections.swap(session, random.nextInt(length), random.nextInt(length));
        }
        return session;
    }

    private static double probability(float logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    private List<FeatureVector> features(UserState state) {
        FeatureSet set = new FeatureSet(model.manifest().features());
        UserState again = new UserState("ann", settings);
        return IntStream.range(0, state.size())
                .mapToObj(i -> again.add(state.event(i), set::of, 0).features())
                .toList();
    }
}
