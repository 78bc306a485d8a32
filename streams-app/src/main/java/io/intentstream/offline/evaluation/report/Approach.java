package io.intentstream.offline.evaluation.report;

/**
 * The scores at one distance from the end of sessions.
 *
 * @param eventsBefore events before the purchase, or before the end of a session without one; 0 is the last visible one
 * @param buyers mean probability there in sessions that buy
 * @param others mean probability there in the others
 */
public record Approach(int eventsBefore, MeanScore buyers, MeanScore others) {

    /**
     * A mean over sessions.
     *
     * @param sessions number of sessions of that length
     * @param value the mean
     * @param error its standard error
     */
    public record MeanScore(int sessions, double value, double error) {}
}
