package io.intentstream.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.avro.EncodedRecord;
import io.intentstream.event.Validation;
import io.intentstream.intent.EncodedIntent;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Turns results into records. Values depend on the events alone; what depends on the run (when it was made) is in the
 * headers.
 *
 * @param topics where results go
 * @param profiles frames encoded profiles
 * @param intents frames encoded intents
 * @param guard which timestamps a dead letter may keep
 */
record OutputRecords(
        OutputTopics topics,
        Serializer<EncodedRecord<UserProfile>> profiles,
        Serializer<EncodedRecord<PurchaseIntent>> intents,
        TimestampGuard guard) {

    /** The profile and the intent after an event; their timestamp is the event's time. */
    void add(
            ClickEvent event,
            EncodedRecord<UserProfile> profile,
            EncodedIntent intent,
            Header[] headers,
            List<Emission> emissions) {
        byte[] key = event.getUserId().getBytes(UTF_8);
        long time = event.getEventTime().toEpochMilli();
        byte[] framedProfile = profiles.serialize(topics.profiles(), profile);
        emissions.add(emission(EngineTopology.PROFILES_SINK, key, framedProfile, time, headers));
        byte[] framedIntent = intents.serialize(topics.intents(), intent.record());
        emissions.add(emission(EngineTopology.INTENTS_SINK, key, framedIntent, time, headers));
    }

    /** A rejected record: key, value and headers as received, and after them headers that tell why and whence. */
    Emission deadLetter(InputRecord record, Validation.Rejected rejected) {
        RecordHeaders headers = new RecordHeaders(record.headers());
        headers.add(ResultHeader.REASON.with(rejected.reason().name()));
        headers.add(ResultHeader.MESSAGE.with(rejected.message()));
        headers.add(ResultHeader.TOPIC.with(record.origin().topic()));
        headers.add(ResultHeader.PARTITION.with(record.origin().partition()));
        headers.add(ResultHeader.OFFSET.with(record.origin().offset()));
        headers.add(ResultHeader.PROCESSED_AT.with(guard.now()));
        long timestamp = guard.isValid(record.timestamp()) ? record.timestamp() : guard.now();
        return new Emission(
                EngineTopology.DEAD_LETTERS_SINK, new Record<>(record.key(), record.value(), timestamp, headers));
    }

    /** A user's expiry. */
    Record<byte[], byte[]> tombstone(String userId, long timestamp) {
        return new Record<>(userId.getBytes(UTF_8), null, timestamp, new RecordHeaders(resultHeaders()));
    }

    /** The headers of results that are made now. */
    Header[] resultHeaders() {
        return new Header[] {ResultHeader.PROCESSED_AT.with(guard.now())};
    }

    static Emission emission(String sink, byte[] key, byte[] value, long timestamp, Header[] headers) {
        return new Emission(sink, new Record<>(key, value, timestamp, new RecordHeaders(headers)));
    }
}
