package io.intentstream.offline.stats;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Scores and outcomes, event by event.
 *
 * @param users a number for each event's user, from 0 on
 * @param labels 1 where the event is positive (what is predicted came true after it), else 0
 * @param logOdds the scores
 * @param weights how much each event counts
 */
public record Predictions(int[] users, int[] labels, double[] logOdds, double[] weights) {

    /** Predictions of events that count the same. */
    public Predictions(int[] users, int[] labels, double[] logOdds) {
        this(users, labels, logOdds, new double[labels.length]);
        Arrays.fill(weights, 1);
    }

    /** Number of events. */
    public int size() {
        return labels.length;
    }

    /** Number of positive events. */
    public int positives() {
        return Arrays.stream(labels).sum();
    }

    /** Share of the events that is positive, by weight; NaN without events. */
    public double baseRate() {
        double positives = 0;
        double all = 0;
        for (int i = 0; i < labels.length; i++) {
            positives += weights[i] * labels[i];
            all += weights[i];
        }
        return positives / all;
    }

    /** Whether some events are positive and some are not: most metrics need both. */
    public boolean hasBothOutcomes() {
        int positives = positives();
        return positives > 0 && positives < size();
    }

    /** Number of users with an event. */
    public int distinctUsers() {
        return (int) Arrays.stream(users).distinct().count();
    }

    /** One more than the greatest of the users' numbers. */
    int userNumbers() {
        return Arrays.stream(users).max().orElse(-1) + 1;
    }

    /** The probability of an event. */
    public double probability(int i) {
        return 1 / (1 + Math.exp(-logOdds[i]));
    }

    /** Negative log-likelihood of an event's outcome, in nats; finite for any score. */
    public double logLoss(int i) {
        double signed = labels[i] == 1 ? logOdds[i] : -logOdds[i];
        // ln(1 + exp(-signed)), written so that it neither overflows nor loses small values
        return Math.max(-signed, 0) + Math.log1p(Math.exp(-Math.abs(signed)));
    }

    /** Mean negative log-likelihood by weight, in nats. */
    public double logLoss() {
        double sum = 0;
        double all = 0;
        for (int i = 0; i < size(); i++) {
            sum += weights[i] * logLoss(i);
            all += weights[i];
        }
        return sum / all;
    }

    /** The same events with other scores. */
    public Predictions map(DoubleUnaryOperator score) {
        return new Predictions(users, labels, Arrays.stream(logOdds).map(score).toArray(), weights);
    }

    /**
     * Some of the events.
     *
     * @param events their indices, in the wanted order; an index may occur repeatedly
     */
    public Predictions select(int[] events) {
        return new Predictions(
                Arrays.stream(events).map(i -> users[i]).toArray(),
                Arrays.stream(events).map(i -> labels[i]).toArray(),
                Arrays.stream(events).mapToDouble(i -> logOdds[i]).toArray(),
                Arrays.stream(events).mapToDouble(i -> weights[i]).toArray());
    }
}
