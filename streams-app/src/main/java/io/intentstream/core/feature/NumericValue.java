package io.intentstream.core.feature;

import io.intentstream.core.state.History;
import io.intentstream.core.state.WindowEvent;

/** Computes a numeric feature from an event and the history before it. */
@FunctionalInterface
public interface NumericValue {
    /**
     * The feature's value; NaN when it is missing.
     *
     * @param before the history before the event, {@link History#begin} called
     * @param event the event
     */
    double of(History before, WindowEvent event);
}
