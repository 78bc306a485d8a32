package io.intentstream.offline.training.data;

import java.time.Duration;

/**
 * How to train.
 *
 * @param sessionGap inactivity that ends a session; default 30 minutes, as the engine's
 * @param assumeCheckouts whether training visits get the steps of a checkout that the data does not record; default
 *     false
 * @param hidden floats of the LSTM's h; default 64
 * @param readout rectified units between the LSTM and the log-odds; default 32
 * @param embedding floats that stand for a categorical value; default 8
 * @param dropout part of inputs and outputs dropped in training, 0 to less than 1; default 0.4
 * @param learningRate AdamW's highest learning rate, from which a cosine leads down to a twentieth; default 0.001
 * @param weightDecay AdamW's decay of weights; default 0.02
 * @param balance how far visits of different length weigh alike: 0 (the default) if every event weighs the same, 1 if
 *     every visit does
 * @param lambda how far an event is taught by the outcome rather than by the network's own later scores, 0 to 1;
 *     default 0.8
 * @param copies disturbed copies of each training visit; default 4
 * @param batchEvents events per update, about; default 512
 * @param epochs most passes over the training visits; default 12
 * @param patience passes without a better validation loss after which training ends; default 4
 * @param seed decides split, first weights, order and dropout; default 1
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
        long seed) {

    /** The defaults named above. */
    public static TrainingOptions defaults() {
        return new TrainingOptions(Duration.ofMinutes(30), false, 64, 32, 8, 0.4, 1e-3, 0.02, 0, 0.8, 4, 512, 12, 4, 1);
    }
}
