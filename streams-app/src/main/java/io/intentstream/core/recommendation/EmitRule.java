package io.intentstream.core.recommendation;

import io.intentstream.schema.EventType;
import io.intentstream.schema.RecommendationTrigger;
import org.jspecify.annotations.Nullable;

/** After which events a list is written. */
public enum EmitRule {
    /** The first event of a session, and what is put into cart or wishlist or is bought. */
    SESSION(0),
    /** These, and every fourth event of a session. */
    OFTEN(4),
    /** Every event. */
    EVENT(1);

    private final int every;

    EmitRule(int every) {
        this.every = every;
    }

    /**
     * Why a list is written after an event.
     *
     * @param type the event's type
     * @param sessionEvents events of the session so far, this one included; 0 when the event is of an earlier session
     * @return null when none is written
     */
    public @Nullable RecommendationTrigger trigger(EventType type, int sessionEvents) {
        return switch (type) {
            case ADD_TO_CART -> RecommendationTrigger.ADD_TO_CART;
            case ADD_TO_WISHLIST -> RecommendationTrigger.ADD_TO_WISHLIST;
            case PURCHASE -> RecommendationTrigger.PURCHASE;
            default ->
                sessionEvents == 1
                        ? RecommendationTrigger.SESSION_START
                        : isFurther(sessionEvents) ? RecommendationTrigger.FURTHER_EVENTS : null;
        };
    }

    private boolean isFurther(int sessionEvents) {
        return this == EVENT || every > 0 && sessionEvents > 0 && sessionEvents % every == 0;
    }
}
