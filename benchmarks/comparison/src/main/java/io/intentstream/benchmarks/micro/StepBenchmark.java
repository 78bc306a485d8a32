package io.intentstream.benchmarks.micro;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.model.Stepper;
import io.intentstream.core.model.TorchRuntime;
import java.util.Random;
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
import org.openjdk.jmh.annotations.TearDown;

/** One step of the model for a batch of users, and only the matrix multiplications of its shape: the lower limit. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StepBenchmark {
    private static final int GATES = 4;

    @Param({"1", "8", "32", "128", "256"})
    int rows;

    /** Rectified units between the LSTM and the log-odds, which a module does not reveal. */
    @Param("32")
    int readout;

    private IntentModel model;
    private Stepper stepper;
    private FeatureVector[] features;
    private float[] state;
    private NDManager manager;
    private NDArray inputs;
    private NDArray weights;
    private NDArray head;
    private NDArray units;
    private NDArray last;

    @Setup(Level.Trial)
    public void load() {
        model = ModelBundle.load(SampleEvents.BUNDLE);
        stepper = model.newStepper();
        features = randomFeatures();
        state = new float[model.stateSize()];
        manager = TorchRuntime.newManager();
        int hidden = model.manifest().hiddenSize();
        int inner = model.manifest().features().numeric().size() + hidden;
        inputs = manager.randomNormal(new Shape(rows, inner));
        weights = manager.randomNormal(new Shape(inner, GATES * hidden));
        head = manager.randomNormal(new Shape(inner, 1 + readout));
        units = manager.randomNormal(new Shape(rows, readout));
        last = manager.randomNormal(new Shape(readout, 1));
    }

    private FeatureVector[] randomFeatures() {
        FeatureSpec spec = model.manifest().features();
        Random random = new Random(1);
        FeatureVector[] vectors = new FeatureVector[rows];
        for (int row = 0; row < rows; row++) {
            float[] numeric = new float[spec.numeric().size()];
            for (int i = 0; i < numeric.length; i++) {
                numeric[i] = (float) random.nextGaussian();
            }
            int[] categorical = spec.categorical().stream()
                    .mapToInt(feature -> random.nextInt(feature.size()))
                    .toArray();
            vectors[row] = new FeatureVector(numeric, categorical);
        }
        return vectors;
    }

    /** Inputs in, step, scores and states out. */
    @Benchmark
    public float step() {
        for (int row = 0; row < rows; row++) {
            stepper.put(row, features[row], state);
        }
        stepper.step(rows);
        float sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += stepper.logit(row);
            stepper.state(row, state);
        }
        return sum;
    }

    /** The step without its inputs and outputs, repeated on its own result. */
    @Benchmark
    public void stepAlone() {
        stepper.step(rows);
    }

    /**
     * The gates' {@code [rows, numeric + hidden] x [numeric + hidden, 4 hidden]}, and the readout's, which needs the
     * gates' result: {@code [rows, numeric + hidden] x [numeric + hidden, 1 + readout]} and {@code [rows, readout] x
     * [readout, 1]}.
     */
    @Benchmark
    public void matrixMultiplication() {
        inputs.matMul(weights).close();
        inputs.matMul(head).close();
        units.matMul(last).close();
    }

    @TearDown(Level.Trial)
    public void close() {
        manager.close();
        stepper.close();
        model.close();
    }
}
