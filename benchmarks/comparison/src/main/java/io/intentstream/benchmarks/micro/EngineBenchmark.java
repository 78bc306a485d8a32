package io.intentstream.benchmarks.micro;

import io.intentstream.core.engine.BatchResult;
import io.intentstream.core.engine.Engine;
import io.intentstream.core.engine.InputEvent;
import io.intentstream.core.engine.MemoryStates;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.state.EngineSettings;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The functional core without Kafka: states and events in, states, profiles and intents out. Time is per event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EngineBenchmark {
    private static final int LAP = 1024 * SampleEvents.BATCH;

    @Param("10000")
    int users;

    private IntentModel model;
    private Engine engine;
    private List<InputEvent> inputs;
    private MemoryStates states;
    private int next;

    @Setup(Level.Trial)
    public void load() {
        model = ModelBundle.load(SampleEvents.BUNDLE);
        engine = new Engine(EngineSettings.defaults(), model);
        inputs = SampleEvents.simulated(users, LAP).stream()
                .map(event -> new InputEvent(event, 0, -1))
                .toList();
        states = new MemoryStates();
    }

    /** Each batch continues after the one before; after the last event, all users are new again. */
    @Benchmark
    @OperationsPerInvocation(SampleEvents.BATCH)
    public BatchResult apply() {
        if (next == LAP) {
            next = 0;
            states = new MemoryStates();
        }
        List<InputEvent> batch = inputs.subList(next, next + SampleEvents.BATCH);
        BatchResult result = engine.apply(batch, engine.load(batch, states));
        next += SampleEvents.BATCH;
        states.apply(result);
        engine.persisted(result, states);
        return result;
    }

    @TearDown(Level.Trial)
    public void close() {
        engine.close();
        model.close();
    }
}
