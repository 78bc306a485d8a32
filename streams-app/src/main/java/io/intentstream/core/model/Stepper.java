package io.intentstream.core.model;

import io.intentstream.core.feature.FeatureVector;

/**
 * Runs recurrent steps of the model for batches of users, in buffers allocated once. Belongs to the thread that created
 * it.
 *
 * <p>The result of a row depends on that row alone: it is bit-identical at every position of every batch. Call {@link #put} for rows 0 to n-1, then {@link #step} with n, then read the rows.
 */
public interface Stepper extends AutoCloseable {

    /** Largest number of rows in one step. */
    int capacity();

    /**
     * Fills a row.
     *
     * @param row 0 to capacity - 1
     * @param features the event's features, in the manifest's order; copied
     * @param state the user's recurrent state before the event, {@code [stateSize]}; copied. All zeros start a session
     */
    void put(int row, FeatureVector features, float[] state);

    /** Advances rows 0 to {@code rows - 1} by one event. */
    void step(int rows);

    /** Uncalibrated log-odds of a purchase after the event; NaN when the model fails on this row. */
    float logit(int row);

    /** Copies the row's recurrent state after the event into {@code state}, {@code [stateSize]}. */
    void state(int row, float[] state);

    /** Releases the buffers. */
    @Override
    void close();
}
