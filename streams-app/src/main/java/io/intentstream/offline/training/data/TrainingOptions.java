package io.intentstream.offline.training.data;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to train.
 *
 * @param sessionGap inactivity that ends a session; default 30 minutes, as the engine's
 * @param assumeCheckouts whether training sessions get checkout steps that the data does not record; default false
 * @param hidden floats of the LSTM's h; default 64
 * @param readout rectified units between the LSTM and the log-odds; default 32
 * @param embedding floats per categorical value; default 8
 * @param dropout share of inputs and outputs dropped in training, 0 to less than 1; default 0.4
 * @param learningRate AdamW's highest learning rate; a cosine lowers it to a twentieth; default 0.001
 * @param weightDecay AdamW's decay of weights; default 0.02
 * @param balance 0 (the default) if every event has the same weight, 1 if every session has; may lie between
 * @param lambda how far an event's target is the outcome instead of the network's own later scores, 0 to 1; default 0.8
 * @param copies perturbed copies of each training session; default 4
 * @param batchEvents approximate number of events per update; default 512
 * @param epochs greatest number of passes over the training sessions; default 12
 * @param patience training ends after this many passes without a better validation loss; default 4
 * @param conversionTables whether the model reads what other users did with a product and its category
 *     ({@link io.intentstream.core.feature.ConversionFeature}); default false
 * @param fold 0 to 4: which fifth of the shuffled users is the test part, for cross-validation; null (the default) for the
 *     last fifth
 * @param seed decides the split, the initial weights, the order and dropout; default 1
 */
public record TrainingOptions(
        Duration sessionGap,
        boolean assumeCheckouts,
        int hidden,
        int readout,
        int embedding,
        double dropout,
        double learningRate,
        double weightDecay,
        double balance,
        double lambda,
        int copies,
        int batchEvents,
        int epochs,
        int patience,
        boolean conversionTables,
        @Nullable Integer fold,
        long seed) {

    /** The defaults named above. */
    public static TrainingOptions defaults() {
        return new TrainingOptions(
                Duration.ofMinutes(30), false, 64, 32, 8, 0.4, 1e-3, 0.02, 0, 0.8, 4, 512, 12, 4, false, null, 1);
    }
}
