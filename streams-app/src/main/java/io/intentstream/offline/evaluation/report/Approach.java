package io.intentstream.offline.evaluation.report;

/**
 * How scores develop towards the end of sessions.
 *
 * @param eventsBefore events before the purchase, or before the end of a session without one; 0 is the last visible
 * @param buyers mean probability there in sessions that buy
 * @param others mean probability there in the others
 */
public record Approach(int eventsBefore, MeanScore buyers, MeanScore others) {

    /**
     * A mean over sessions.
     *
     * @param sessions how many are that long
     * @param value the mean
     * @param error its standard error
     */
    public record MeanScore(int sessions, double value, double error) {}
}
