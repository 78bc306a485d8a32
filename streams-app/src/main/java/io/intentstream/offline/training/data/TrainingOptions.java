package io.intentstream.offline.training.data;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to train.
 *
 * @param sessionGap inactivity that ends a session; default 30 minutes, as the engine's
 * @param assumeCheckouts whether training sessions get checkout steps that the data does not record; default false
 * @param leaveOut names of features, or beginnings of names up to a colon, that the model must not read; default none
 * @param hidden floats of the LSTM's h; default 64
 * @param readout rectified units between the LSTM and the log-odds; default 32
 * @param embedding floats per categorical value; default 8
 * @param dropout share of inputs and outputs dropped in training, 0 to less than 1; default 0.4
 * @param learningRate AdamW's highest learning rate; a cosine lowers it to a twentieth; default 0.001
 * @param weightDecay AdamW's decay of weights; default 0.02
 * @param balance 0 (the default) if every event has the same weight, 1 if every session has; may lie between
 * @param lambda how far an event's target is the outcome instead of the network's own later scores, 0 to 1; default 0.8
 * @param teacher how far an event's target is the probability that gradient boosting gives it instead of the above, 0 to 1;
 *     default 0
 * @param copies perturbed copies of each training session; default 4
 * @param batchEvents approximate number of events per update; default 512
 * @param epochs greatest number of passes over the training sessions; default 12
 * @param patience training ends after this many passes without a better validation loss; default 4
 * @param refit whether the bundle holds a network that learnt from all users, after one that learnt from the training users
 *     was measured; default false
 * @param conversionTables whether the model reads what other users did with a product and its category
 *     ({@link io.intentstream.core.feature.ConversionFeature}); default false
 * @param fold 0 to 4: which fifth of the shuffled users is the test part, for cross-validation; null (the default) for the
 *     last fifth
 * @param seed decides the split, the initial weights, the order and dropout; default 1
 * @param testDays days at the end of each data set whose sessions are the test part; 0 (the default) for a split by user
 */
public record TrainingOptions(
        Duration sessionGap,
        boolean assumeCheckouts,
        Set<String> leaveOut,
        int hidden,
        int readout,
        int embedding,
        double dropout,
        double learningRate,
        double weightDecay,
        double balance,
        double lambda,
        double teacher,
        int copies,
        int batchEvents,
        int epochs,
        int patience,
        boolean refit,
        boolean conversionTables,
        @Nullable Integer fold,
        long seed,
        int testDays) {

    /** The defaults named above. */
    public static TrainingOptions defaults() {
        return new TrainingOptions(
                Duration.ofMinutes(30),
                false,
                Set.of(),
                64,
                32,
                8,
                0.4,
                1e-3,
                0.02,
                0,
                0.8,
                0,
                4,
                512,
                12,
                4,
                false,
                false,
                null,
                1,
                0);
    }
}
