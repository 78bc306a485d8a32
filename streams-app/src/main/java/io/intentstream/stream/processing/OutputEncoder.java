package io.intentstream.stream.processing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.core.event.Validation;
import io.intentstream.core.intent.EncodedIntent;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import io.intentstream.stream.EngineTopology;
import io.intentstream.stream.OutputTopics;
import io.intentstream.stream.packing.TimestampGuard;
import java.util.Arrays;
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
public record OutputEncoder(
        OutputTopics topics,
        Serializer<EncodedRecord<UserProfile>> profiles,
        Serializer<EncodedRecord<PurchaseIntent>> intents,
        TimestampGuard guard) {

    /**
     * Longest value of a dead letter, in bytes. Compressed, a longer record may have come in; but producers refuse what is
     * larger before compression, whatever becomes of it.
     */
    public static final int LARGEST_DEAD_LETTER = 15 << 20;

    /** What is kept of a longer one, in bytes; less than any topic takes. */
    public static final int KEPT_OF_LARGER = 512 << 10;

    /** The profile and the intent after an event; their timestamp is the event's time. */
    void add(
            ClickEvent event,
            EncodedRecord<UserProfile> profile,
            EncodedIntent intent,
            Header[] headers,
            List<OutgoingRecord> outgoing) {
        byte[] key = event.getUserId().getBytes(UTF_8);
        long time = event.getEventTime().toEpochMilli();
        byte[] framedProfile = profiles.serialize(topics.profiles(), profile);
        outgoing.add(outgoing(EngineTopology.PROFILES_SINK, key, framedProfile, time, headers));
        byte[] framedIntent = intents.serialize(topics.intents(), intent.record());
        outgoing.add(outgoing(EngineTopology.INTENTS_SINK, key, framedIntent, time, headers));
    }

    /**
     * A rejected record: key, value and headers as received, and after them headers that tell why and whence. Of a value that
     * is too long to be written, its beginning.
     */
    OutgoingRecord deadLetter(InputRecord record, Validation.Rejected rejected) {
        RecordHeaders headers = new RecordHeaders(record.headers());
        headers.add(ResultHeader.REASON.with(rejected.reason().name()));
        headers.add(ResultHeader.MESSAGE.with(rejected.message()));
        headers.add(ResultHeader.TOPIC.with(record.origin().topic()));
        headers.add(ResultHeader.PARTITION.with(record.origin().partition()));
        headers.add(ResultHeader.OFFSET.with(record.origin().offset()));
        byte[] value = record.value();
        if (value != null && value.length > LARGEST_DEAD_LETTER) {
            headers.add(ResultHeader.CUT_FROM.with(value.length));
            value = Arrays.copyOf(value, KEPT_OF_LARGER);
        }
        headers.add(ResultHeader.PROCESSED_AT.with(guard.now()));
        long timestamp = guard.isValid(record.timestamp()) ? record.timestamp() : guard.now();
        return new OutgoingRecord(
                EngineTopology.DEAD_LETTERS_SINK, new Record<>(record.key(), value, timestamp, headers));
    }

    /** A user's expiry. */
    Record<byte[], byte[]> tombstone(String userId, long timestamp) {
        return new Record<>(userId.getBytes(UTF_8), null, timestamp, new RecordHeaders(resultHeaders()));
    }

    /** The headers of results that are made now. */
    Header[] resultHeaders() {
        return new Header[] {ResultHeader.PROCESSED_AT.with(guard.now())};
    }

    static OutgoingRecord outgoing(String sink, byte[] key, byte[] value, long timestamp, Header[] headers) {
        return new OutgoingRecord(sink, new Record<>(key, value, timestamp, new RecordHeaders(headers)));
    }
}
