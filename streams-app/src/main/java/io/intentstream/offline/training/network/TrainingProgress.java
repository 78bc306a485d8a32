package io.intentstream.offline.training.network;

/** Is told how a training goes. */
@FunctionalInterface
public interface TrainingProgress {

    /** A line worth keeping: what was read, the losses of an epoch, figures at the end. */
    void say(String line);

    /**
     * How far an epoch is; many times in each.
     *
     * @param epoch 1 for the first
     * @param epochs most that there will be
     * @param events events learnt from in this epoch
     * @param all events of an epoch
     * @param loss their mean loss, in nats
     */
    default void learnt(int epoch, int epochs, long events, long all, double loss) {}
}
