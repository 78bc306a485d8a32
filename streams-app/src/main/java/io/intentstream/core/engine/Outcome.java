package io.intentstream.core.engine;

import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.intent.EncodedIntent;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.UserProfile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the engine did with an event. */
public sealed interface Outcome {
    /** The event. */
    ClickEvent event();

    /**
     * The event changed its user's state.
     *
     * @param profile the profile after it; null when the engine makes no profiles
     * @param intent the intent after it
     * @param recomputed whether events of the session were scored again, because a step would not have been exact
     * @param features what the model read of the event; null for an event that is older than the window, which is not
     *     scored itself
     * @param changes what fell due before the event, then what the event changed, in the order of their times
     */
    record Scored(
            ClickEvent event,
            @Nullable EncodedRecord<UserProfile> profile,
            EncodedIntent intent,
            boolean recomputed,
            @Nullable FeatureVector features,
            List<UserChange> changes)
            implements Outcome {}

    /** The user had sent an event with this id before: nothing changed, nothing is sent. */
    record Duplicate(ClickEvent event) implements Outcome {}

    /**
     * Kafka delivered a record again that the state contains already (at-least-once only). Nothing changed, but the
     * results may have been lost, so they are sent again.
     *
     * @param profile the present profile
     * @param intent the event's intent
     */
    record Redelivered(ClickEvent event, EncodedRecord<UserProfile> profile, EncodedIntent intent) implements Outcome {}

    /** The user has not consented to profiling: nothing changed, nothing is sent. */
    record Withheld(ClickEvent event) implements Outcome {}
}
