package io.intentstream.offline.training.network;

/** Receives the progress of a training. */
@FunctionalInterface
public interface TrainingProgress {

    /** A line to keep: what was read, the losses of an epoch, the metrics at the end. */
    void say(String line);

    /**
     * The progress of an epoch; called many times in each.
     *
     * @param epoch 1 for the first
     * @param epochs greatest possible number of epochs
     * @param events events of this epoch that were learnt from
     * @param all all events of an epoch
     * @param loss their mean loss, in nats
     */
    default void learnt(int epoch, int epochs, long events, long all, double loss) {}
}
