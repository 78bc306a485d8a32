package io.intentstream.offline.training.network;

import java.util.List;

/**
 * The weight of an event in the loss, by the length of its session: {@code length^-balance}, scaled to a mean of 1 over all
 * events. A model that is measured at the last events of sessions should learn as much from short sessions as from long
 * ones; a model that is measured at all events should not.
 */
final class LengthWeight {
    private final double balance;
    private final double scale;
    private final double meanLength;

    private LengthWeight(double balance, double scale, double meanLength) {
        this.balance = balance;
        this.scale = scale;
        this.meanLength = meanLength;
    }

    /**
     * Fits the scale.
     *
     * @param balance 0 if every event has the same weight, 1 if every session has
     */
    static LengthWeight of(List<TrainingSession> sessions, double balance) {
        double events = 0;
        double weights = 0;
        for (TrainingSession session : sessions) {
            int length = session.length();
            events += length;
            weights += length * Math.pow(length, -balance);
        }
        return new LengthWeight(balance, events / weights, events / sessions.size());
    }

    /** Mean number of events in a session. */
    double meanLength() {
        return meanLength;
    }

    /** The weight of each event of a session of this length. */
    float of(int length) {
        return (float) (scale * Math.pow(length, -balance));
    }
}
