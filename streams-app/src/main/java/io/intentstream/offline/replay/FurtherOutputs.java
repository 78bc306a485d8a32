package io.intentstream.offline.replay;

import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.engine.EngineOutputs;
import io.intentstream.core.recommendation.RecommendationPlan;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a replay writes besides profiles and intents: what time changes about users, with events and without, and
 * recommendations.
 *
 * @param audiences whose changes are written; {@link AudienceSet#NONE} for none
 * @param sessionOutcomes whether a record is written for every session that has ended
 * @param grace how long after its time the stream writes a change that time brings: changes of the recording's last stretch
 *     of this length are not written
 * @param recommendations which lists are written, and from what; empty for none
 */
public record FurtherOutputs(
        AudienceSet audiences, boolean sessionOutcomes, Duration grace, Optional<RecommendationPlan> recommendations) {
    /** Nothing. */
    public static final FurtherOutputs NONE = new FurtherOutputs(AudienceSet.NONE, false, Duration.ZERO);

    /** Outputs without recommendations. */
    public FurtherOutputs(AudienceSet audiences, boolean sessionOutcomes, Duration grace) {
        this(audiences, sessionOutcomes, grace, Optional.empty());
    }

    EngineOutputs outputs(boolean profiles) {
        return new EngineOutputs(profiles, audiences, sessionOutcomes, recommendations);
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
        String time = both.isEmpty() ? "" : both + " with a grace of " + grace;
        String all = Stream.of(
                        time, recommendations.map(FurtherOutputs::identity).orElse(""))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "nothing" : all;
    }

    private static String identity(RecommendationPlan plan) {
        return "recommendations %s of %d products, without those bought within %s, from items %s"
                .formatted(
                        plan.emit().name().toLowerCase(Locale.ROOT),
                        plan.limit(),
                        plan.boughtFilter(),
                        plan.items().fingerprintHex());
    }
}
