package io.intentstream.stream.processing;

import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.schema.AudienceEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.Recommendations;
import io.intentstream.schema.SessionOutcome;
import io.intentstream.schema.UserProfile;
import io.intentstream.wire.SerdeSettings;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Frames encoded results; used by all threads.
 *
 * @param profiles frames profiles
 * @param intents frames intents
 * @param audienceEvents frames events of audiences
 * @param sessionOutcomes frames outcomes of sessions
 * @param recommendations frames lists of recommendations
 */
public record ResultSerializers(
        Serializer<EncodedRecord<UserProfile>> profiles,
        Serializer<EncodedRecord<PurchaseIntent>> intents,
        Serializer<EncodedRecord<AudienceEvent>> audienceEvents,
        Serializer<EncodedRecord<SessionOutcome>> sessionOutcomes,
        Serializer<EncodedRecord<Recommendations>> recommendations) {

    /** Serializers with these settings; they ask the registry when they are first used. */
    public static ResultSerializers of(SerdeSettings serdes) {
        return new ResultSerializers(
                serdes.serializerOfEncoded(UserProfile.SCHEMA$),
                serdes.serializerOfEncoded(PurchaseIntent.SCHEMA$),
                serdes.serializerOfEncoded(AudienceEvent.SCHEMA$),
                serdes.serializerOfEncoded(SessionOutcome.SCHEMA$),
                serdes.serializerOfEncoded(Recommendations.SCHEMA$));
    }
}
