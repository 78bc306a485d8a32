package io.intentstream.offline.evaluation;

import io.intentstream.offline.training.data.EvaluationPoint;

/** Where the outcome of a session is recorded. */
public enum Outcomes {
    /**
     * Purchases are events: an event is positive if a purchase follows in the same session. Sessions are those of the
     * engine.
     */
    PURCHASE_EVENTS("An event is positive if a purchase of a later order follows in the same session. "
            + EvaluationPoint.ORDERS + " " + EvaluationPoint.EARLY + " " + EvaluationPoint.PER_SESSION + " "
            + EvaluationPoint.CROPS),

    /** Every session has one published label, independent of its events. */
    PUBLISHED("Every event of a session bears the session's published label. Crop c looks at each session once, at the"
            + " event c events before its last one.");

    private final String description;

    Outcomes(String description) {
        this.description = description;
    }

    /** What makes an event positive, for the report. */
    public String description() {
        return description;
    }
}
