package io.intentstream.benchmarks.micro;

import io.intentstream.config.EngineSettings;
import io.intentstream.feature.FeatureSet;
import io.intentstream.feature.FeatureVector;
import io.intentstream.model.IntentModel;
import io.intentstream.model.ModelBundle;
import io.intentstream.state.Click;
import io.intentstream.state.StateWriter;
import io.intentstream.state.UserState;
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

/** One user's state after so many events: to encode, to decode (which folds the window), and the features on top of it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StateBenchmark {
    @Param({"10", "100", "1000"})
    int events;

    private final EngineSettings settings = EngineSettings.defaults();
    private final StateWriter writer = new StateWriter();
    private FeatureSet features;
    private UserState state;
    private Click click;
    private byte[] encoded;

    @Setup(Level.Trial)
    public void grow() {
        try (IntentModel model = ModelBundle.load(Clicks.BUNDLE)) {
            features = new FeatureSet(model.manifest().features());
            state = new UserState(settings);
            Clicks.simulated(1, events).forEach(event -> {
                click = Click.of(event, features.attributes());
                state.history().begin(click);
                state.append(click);
                state.setRecurrent(state.window().size() - 1, 1, new float[model.stateSize()]);
                state.trim();
            });
            encoded = state.encode(writer);
        }
    }

    @Benchmark
    public byte[] encode() {
        return state.encode(writer);
    }

    @Benchmark
    public UserState decode() {
        return UserState.decode(encoded, settings);
    }

    @Benchmark
    public FeatureVector features() {
        return features.of(state.history(), click);
    }
}
