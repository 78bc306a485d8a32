package io.intentstream.offline.replay;

import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.engine.EngineOutputs;
import java.time.Duration;

/**
 * What a replay writes besides profiles and intents: what time changes about users, with events and without.
 *
 * @param audiences whose changes are written; {@link AudienceSet#NONE} for none
 * @param sessionOutcomes whether a record is written for every session that has ended
 * @param grace how long after its time the stream writes a change that time brings: changes of the recording's last stretch
 *     of this length are not written
 */
public record TimeOutputs(AudienceSet audiences, boolean sessionOutcomes, Duration grace) {
    /** Nothing. */
    public static final TimeOutputs NONE = new TimeOutputs(AudienceSet.NONE, false, Duration.ZERO);

    EngineOutputs outputs(boolean profiles) {
        return new EngineOutputs(profiles, audiences, sessionOutcomes);
    }

    /** Whether changes of audiences are written. */
    public boolean hasAudiences() {
        return !audiences.isEmpty();
    }

    /**
     * Up to which moment time passes for users who are silent at the end of a recording, epoch milliseconds.
     *
     * @param watermark the event time that the recording reaches
     */
    long end(long watermark) {
        return watermark - grace.toMillis();
    }

    /** What is written, in words, so exactly that a stopped replay can resume. */
    String identity() {
        String sessions = sessionOutcomes ? "sessions" : "";
        String members = hasAudiences() ? "audiences %08x".formatted(audiences.fingerprint()) : "";
        String both = members + (members.isEmpty() || sessions.isEmpty() ? "" : ", ") + sessions;
        return both.isEmpty() ? "nothing" : both + " with a grace of " + grace;
    }
}
