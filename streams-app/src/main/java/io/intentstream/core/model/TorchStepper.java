package io.intentstream.core.model;

import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import io.intentstream.core.feature.FeatureVector;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the module's in-place {@code step}. A batch runs in the smallest prepared size that holds it. The surplus rows
 * keep the values of an earlier batch; they are not read, and no row depends on another.
 *
 * <p>A row fails when its features, its state or its score are not finite: its log-odds are NaN, and its state afterwards
 * is all zeros.
 */
final class TorchStepper implements Stepper {
    /** The module's method that binds a step to its buffers. */
    private static final String PREPARE = "prepare";

    /** The module's method that advances a batch. */
    private static final String STEP = "step";

    private final PtSymbolBlock module;
    private final NetworkShape shape;
    private final LookupTable table;
    private final int[] batchSizes;
    private final StepBuffers buffers;
    private final IValue[] prepared;
    private final boolean[] unusable;
    private final float[] sum;
    private final float[] blankNumeric;
    private final float[] blankState;

    /**
     * @param module the loaded module, shared between threads
     * @param table the module's table, shared between threads
     * @param batchSizes batch sizes to use, ascending
     */
    TorchStepper(PtSymbolBlock module, LookupTable table, NetworkShape shape, List<Integer> batchSizes) {
        TorchRuntime.prepareThread();
        this.module = module;
        this.shape = shape;
        this.table = table;
        this.batchSizes = batchSizes.stream().mapToInt(Integer::intValue).toArray();
        int capacity = this.batchSizes[this.batchSizes.length - 1];
        buffers = new StepBuffers(shape, table.width(), capacity);
        prepared = Arrays.stream(this.batchSizes).mapToObj(this::prepare).toArray(IValue[]::new);
        unusable = new boolean[capacity];
        sum = new float[table.width()];
        blankNumeric = new float[shape.numeric()];
        blankState = new float[2 * shape.hidden()];
        for (int rows : this.batchSizes) {
            step(rows);
        }
    }

    private IValue prepare(int rows) {
        IValue[] arguments = buffers.arguments(rows);
        try {
            return IValueUtils.runMethod(module, PREPARE, arguments);
        } finally {
            for (IValue argument : arguments) {
                argument.close();
            }
        }
    }

    @Override
    public int capacity() {
        return unusable.length;
    }

    @Override
    public void put(int row, FeatureVector features, float[] state) {
        table.sum(features.categorical(), sum);
        buffers.sums.put(row * sum.length, sum, 0, sum.length);
        unusable[row] = !finite(features.numeric()) || !finite(state);
        if (unusable[row]) {
            fill(row, blankNumeric, blankState);
        } else {
            fill(row, features.numeric(), state);
        }
    }

    @Override
    public void step(int rows) {
        int size = 0;
        while (batchSizes[size] < rows) {
            size++;
        }
        IValueUtils.runMethod(module, STEP, prepared[size]).close();
    }

    @Override
    public float logit(int row) {
        if (unusable[row]) {
            return Float.NaN;
        }
        float logit = buffers.logits.get(row);
        return Float.isFinite(logit) ? logit : Float.NaN;
    }

    @Override
    public void state(int row, float[] state) {
        if (Float.isNaN(logit(row))) {
            Arrays.fill(state, 0);
            return;
        }
        int hidden = shape.hidden();
        buffers.inputs.get(row * buffers.inputWidth() + shape.numeric(), state, 0, hidden);
        buffers.cells.get(row * hidden, state, hidden, hidden);
    }

    @Override
    public void close() {
        for (IValue arguments : prepared) {
            arguments.close();
        }
        buffers.close();
    }

    private void fill(int row, float[] numeric, float[] state) {
        int start = row * buffers.inputWidth();
        int hidden = shape.hidden();
        buffers.inputs.put(start, numeric, 0, shape.numeric());
        buffers.inputs.put(start + shape.numeric(), state, 0, hidden);
        buffers.cells.put(row * hidden, state, hidden, hidden);
    }

    /**
     * A finite number times 0 is 0, infinity or NaN times 0 is NaN: so the sum is 0 only when all values are finite. There
     * are four independent sums, because in a single one each addition waits for the one before, which takes four times
     * as long.
     */
    private static boolean finite(float[] values) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 3 < values.length; i += 4) {
            a += values[i] * 0f;
            b += values[i + 1] * 0f;
            c += values[i + 2] * 0f;
            d += values[i + 3] * 0f;
        }
        for (; i < values.length; i++) {
            a += values[i] * 0f;
        }
        return a + b + c + d == 0;
    }
}
