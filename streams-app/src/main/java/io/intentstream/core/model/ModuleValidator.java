package io.intentstream.core.model;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtSymbolBlock;
import io.intentstream.core.feature.FeatureVector;
import java.nio.file.Path;
import java.util.List;

/**
 * Scores three events with a newly loaded module, so that a bad module fails at start-up and not in production: one of
 * other sizes, without a required method, or whose step disagrees with its forward pass.
 */
final class ModuleValidator {
    private static final int EVENTS = 3;
    private static final double TOLERANCE = 1e-4;
    static final String REMEDY = "The contract is in intent_lstm.py: export the module from it again, or"
            + " correct features and hiddenSize in manifest.json.";

    /** oneDNN's AVX-512 code for LSTMs is wrong on some processors; the launcher does not use it. */
    private static final String OTHER_REMEDY =
            " If it loads on another machine, set the environment variable ONEDNN_MAX_CPU_ISA=AVX2, as the launcher does.";

    private ModuleValidator() {}

    /**
     * Validates a module.
     *
     * @param weights path of the module, for messages
     * @throws ModelBundleException when the module breaks the contract of {@code intent_lstm.py}
     */
    static void run(PtSymbolBlock module, LookupTable table, NetworkShape shape, Path weights) {
        // The last index of every vocabulary, so that a table that is too short fails here.
        int[] categorical =
                shape.vocabularies().stream().mapToInt(size -> size - 1).toArray();
        FeatureVector event = new FeatureVector(new float[shape.numeric()], categorical);
        float[] whole;
        float[] stepped;
        try {
            whole = SequenceScorer.logits(module, List.of(event, event, event));
            stepped = step(module, table, shape, event);
        } catch (EngineException e) {
            String sizes = "categorical features of sizes " + shape.vocabularies() + ", " + shape.numeric()
                    + " numeric ones and hidden size " + shape.hidden();
            throw new ModelBundleException(
                    weights, "does not run with the manifest's " + sizes + ": " + firstLine(e), REMEDY, e);
        }
        for (int i = 0; i < EVENTS; i++) {
            if (!(Math.abs(whole[i] - stepped[i]) <= TOLERANCE)) {
                throw new ModelBundleException(
                        weights,
                        "scores event " + (i + 1) + " as " + whole[i] + " by forward but as " + stepped[i] + " by step",
                        REMEDY + OTHER_REMEDY);
            }
        }
    }

    private static float[] step(PtSymbolBlock module, LookupTable table, NetworkShape shape, FeatureVector event) {
        float[] logits = new float[EVENTS];
        float[] state = new float[2 * shape.hidden()];
        try (TorchStepper stepper = new TorchStepper(module, table, shape, List.of(1))) {
            for (int i = 0; i < EVENTS; i++) {
                stepper.put(0, event, state);
                stepper.step(1);
                logits[i] = stepper.logit(0);
                stepper.state(0, state);
            }
        }
        return logits;
    }

    /** The last line of libtorch's message that is not part of its stack. */
    private static String firstLine(EngineException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("The following operation"))
                .reduce((first, last) -> last)
                .orElse("no message");
    }
}
