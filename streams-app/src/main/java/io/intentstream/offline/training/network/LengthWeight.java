package io.intentstream.offline.training.network;

import java.util.List;

/**
 * What an event counts in the loss, by the length of its visit: {@code length^-balance}, scaled so that the mean over all
 * events is 1. Judged by the last events of visits, a model should hear as much of short visits as of long ones; judged
 * by all events, it should not.
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
     * @param balance 0 if every event weighs the same, 1 if every visit does
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

    /** Mean events of a visit. */
    double meanLength() {
        return meanLength;
    }

    /** The weight of each event of a visit of this length. */
    float of(int length) {
        return (float) (scale * Math.pow(length, -balance));
    }
}
