package io.intentstream.core.engine;

import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.recommendation.RecommendationPlan;
import java.util.Optional;

/**
 * What an engine makes of each event besides the intent.
 *
 * @param profiles whether a profile is written for every event
 * @param audiences whose changes are written; {@link AudienceSet#NONE} for none
 * @param sessionOutcomes whether a record is written for every session that has ended
 * @param recommendations which lists are written, and from what; empty for none
 */
public record EngineOutputs(
        boolean profiles,
        AudienceSet audiences,
        boolean sessionOutcomes,
        Optional<RecommendationPlan> recommendations) {
    /** Intents alone. */
    public static final EngineOutputs INTENTS = new EngineOutputs(false, AudienceSet.NONE, false);

    /** Profiles and intents. */
    public static final EngineOutputs PROFILES_AND_INTENTS = new EngineOutputs(true, AudienceSet.NONE, false);

    /** Outputs without recommendations. */
    public EngineOutputs(boolean profiles, AudienceSet audiences, boolean sessionOutcomes) {
        this(profiles, audiences, sessionOutcomes, Optional.empty());
    }

    /** Whether anything changes when time passes without events, besides the expiry of a user. */
    public boolean followTime() {
        return sessionOutcomes || !audiences.isEmpty();
    }

    /** Whether an event may change anything besides profile and intent. */
    public boolean changes() {
        return followTime() || recommendations.isPresent();
    }
}
