package io.intentstream.benchmarks.micro;

import io.intentstream.core.engine.MemoryStates;
import io.intentstream.core.feature.FeatureSet;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.StateChange;
import io.intentstream.core.state.StateKey;
import io.intentstream.core.state.StateWriter;
import io.intentstream.core.state.UserState;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.ClickEvent;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The cost of one user's state after a number of events, stored in parts as the engine stores it: reading it, reading it and
 * storing it with one more event (the difference is the event and the storing), and computing features from it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StateBenchmark {
    @Param({"10", "100", "1000"})
    int events;

    private final EngineSettings settings = EngineSettings.defaults();
    private final StateWriter writer = new StateWriter();
    private final MemoryStates states = new MemoryStates();
    private FeatureSet features;
    private String user;
    private UserState state;
    private WindowEvent next;
    private float[] recurrent;
    private byte[] head;

    @Setup(Level.Trial)
    public void grow() {
        try (IntentModel model = ModelBundle.load(SampleEvents.BUNDLE)) {
            features = model.features();
            recurrent = new float[model.stateSize()];
        }
        List<ClickEvent> sessions = SampleEvents.simulated(1, events + 1);
        user = sessions.get(0).getUserId();
        state = new UserState(user, settings);
        for (ClickEvent event : sessions.subList(0, events)) {
            add(state, WindowEvent.of(event, features.attributes()));
            state.store(writer).writeTo(states::write);
        }
        next = WindowEvent.of(sessions.get(events), features.attributes());
        head = states.read(new StateKey.Head(user));
    }

    private void add(UserState target, WindowEvent windowEvent) {
        target.add(windowEvent, features::of, 1);
        target.setScore(target.size() - 1, 1, 0, recurrent.clone());
    }

    @Benchmark
    public UserState read() {
        return UserState.decode(user, head, states::read, settings);
    }

    @Benchmark
    public StateChange readAndStore() {
        UserState read = read();
        add(read, next);
        return read.store(writer);
    }

    @Benchmark
    public FeatureVector features() {
        return features.of(state.history(), next);
    }
}
