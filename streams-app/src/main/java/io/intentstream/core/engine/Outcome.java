package io.intentstream.core.engine;

import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.intent.EncodedIntent;
import io.intentstream.schema.UserProfile;
import org.jspecify.annotations.Nullable;

/** What became of one event. */
public sealed interface Outcome {

    /**
     * The event changed its user's state.
     *
     * @param profile the portrait after it; null when the engine was told that none is wanted
     * @param intent the intent after it
     * @param recomputed whether events of the session were scored again, because a step would not have been exact
     * @param features what the model read of the event; null for one too old to be sorted in, which is not scored by
     *     itself
     */
    record Scored(
            @Nullable EncodedRecord<UserProfile> profile,
            EncodedIntent intent,
            boolean recomputed,
            @Nullable FeatureVector features)
            implements Outcome {}

    /** The user had sent an event with this id before: nothing changed, nothing is emitted. */
    record Duplicate() implements Outcome {}

    /**
     * Kafka delivered an event again that the state holds already (at-least-once only): nothing changed, but its intent
     * may have been lost, so it is emitted again.
     *
     * @param profile the portrait as it stands
     * @param intent the event's intent
     */
    record Redelivered(EncodedRecord<UserProfile> profile, EncodedIntent intent) implements Outcome {}

    /** The user has not agreed to profiling: nothing changed, nothing is emitted. */
    record Withheld() implements Outcome {}
}
