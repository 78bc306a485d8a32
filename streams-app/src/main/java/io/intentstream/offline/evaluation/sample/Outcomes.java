package io.intentstream.offline.evaluation.sample;

/** Where the outcome of a session is recorded. */
public enum Outcomes {
    /**
     * Purchases are events: an event is positive if a purchase follows in the same session. Sessions are those of the
     * engine.
     */
    PURCHASE_EVENTS(
            "An event is positive if a purchase follows later in the same session. Crop c hides a session's last"
                    + " c events and looks at the score of the last visible one: positive if a purchase is among the hidden."
                    + " Nothing could follow at crop 0, so there a session that buys is cut before its first purchase (and drops"
                    + " out if it begins with it), and one that does not is taken whole."),

    /** Every session has one published label, independent of its events; a user is a session. */
    PUBLISHED("Every event of a session bears the session's published label. Crop c hides a session's last c events and"
            + " looks at the score of the last visible one.");

    private final String description;

    Outcomes(String description) {
        this.description = description;
    }

    /** What makes an event positive, for the report. */
    public String description() {
        return description;
    }
}
