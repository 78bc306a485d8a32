package io.intentstream.core.engine;

import io.intentstream.core.audience.AudienceSet;

/**
 * What an engine makes of each event besides the intent.
 *
 * @param profiles whether a profile is written for every event
 * @param audiences whose changes are written; {@link AudienceSet#NONE} for none
 * @param sessionOutcomes whether a record is written for every session that has ended
 */
public record EngineOutputs(boolean profiles, AudienceSet audiences, boolean sessionOutcomes) {
    /** Intents alone. */
    public static final EngineOutputs INTENTS = new EngineOutputs(false, AudienceSet.NONE, false);

    /** Profiles and intents. */
    public static final EngineOutputs PROFILES_AND_INTENTS = new EngineOutputs(true, AudienceSet.NONE, false);

    /** Whether anything changes when time passes without events, besides the expiry of a user. */
    public boolean followTime() {
        return sessionOutcomes || !audiences.isEmpty();
    }
}
