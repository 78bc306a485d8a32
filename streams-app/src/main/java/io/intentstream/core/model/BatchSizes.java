package io.intentstream.core.model;

import ai.djl.pytorch.engine.PtSymbolBlock;
import io.intentstream.core.feature.FeatureVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the batch sizes that steps may run in.
 *
 * <p>A replayed event must get the same score as the first time, although it may fall into a batch of another size.
 * Matrix kernels round differently by batch size: on the CPUs tried, batches of one or two rows differ from larger ones
 * in the last bit of a sum. Therefore each size is compared with the largest one on the same rows. A size with other
 * bits is left out, and its batches run in the next larger size.
 */
final class BatchSizes {
    private static final Logger LOG = LoggerFactory.getLogger(BatchSizes.class);

    /** Dense for small batches, so that few unused rows are computed: most rounds have only a few users. */
    private static final List<Integer> CANDIDATES =
            List.of(4, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256);

    private static final long SEED = 20_240_229;

    private final PtSymbolBlock module;
    private final LookupTable table;
    private final NetworkShape shape;
    private final List<FeatureVector> rows = new ArrayList<>();
    private final List<float[]> states = new ArrayList<>();

    private BatchSizes(PtSymbolBlock module, LookupTable table, NetworkShape shape) {
        this.module = module;
        this.table = table;
        this.shape = shape;
    }

    /** The sizes whose results are bit-identical, ascending. The largest is always among them. */
    static List<Integer> agreeing(PtSymbolBlock module, LookupTable table, NetworkShape shape) {
        int largest = CANDIDATES.get(CANDIDATES.size() - 1);
        BatchSizes trial = new BatchSizes(module, table, shape);
        trial.drawRows(largest);
        int[][] expected = trial.run(largest, 0);
        if (!Arrays.deepEquals(expected, trial.run(largest, largest / 2 + 1))) {
            LOG.warn("step_rounding=depends_on_position batch={} effect=last_bit_of_scores", largest);
        }
        List<Integer> agreeing = CANDIDATES.stream()
                .filter(size -> size == largest || Arrays.deepEquals(expected, trial.run(size, 3)))
                .toList();
        LOG.info("step_batch_sizes={}", agreeing);
        return agreeing;
    }

    private void drawRows(int count) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int row = 0; row < count; row++) {
            float[] numeric = new float[shape.numeric()];
            float[] state = new float[2 * shape.hidden()];
            for (int i = 0; i < numeric.length; i++) {
                numeric[i] = (float) random.nextGaussian();
            }
            for (int i = 0; i < state.length; i++) {
                state[i] = (float) random.nextDouble(-1, 1);
            }
            int[] categorical =
                    shape.vocabularies().stream().mapToInt(random::nextInt).toArray();
            rows.add(new FeatureVector(numeric, categorical));
            states.add(state);
        }
    }

    /** Runs all rows in batches of {@code size}, beginning with row {@code start}; returns each row's log-odds and state as bits. */
    private int[][] run(int size, int start) {
        int[][] bits = new int[rows.size()][];
        try (TorchStepper stepper = new TorchStepper(module, table, shape, List.of(size))) {
            for (int first = 0; first < rows.size(); first += size) {
                for (int i = 0; i < size; i++) {
                    int row = (start + first + i) % rows.size();
                    stepper.put(i, rows.get(row), states.get(row));
                }
                stepper.step(size);
                for (int i = 0; i < size; i++) {
                    bits[(start + first + i) % rows.size()] = bits(stepper, i);
                }
            }
        }
        return bits;
    }

    private int[] bits(TorchStepper stepper, int row) {
        float[] state = new float[2 * shape.hidden()];
        stepper.state(row, state);
        int[] bits = new int[state.length + 1];
        bits[0] = Float.floatToRawIntBits(stepper.logit(row));
        for (int i = 0; i < state.length; i++) {
            bits[i + 1] = Float.floatToRawIntBits(state[i]);
        }
        return bits;
    }
}
