package io.intentstream.stream.processing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.config.AppConfig;
import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.core.engine.BatchResult;
import io.intentstream.core.engine.Outcome;
import io.intentstream.core.engine.UserChange;
import io.intentstream.core.intent.EncodedIntent;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.UserProfile;
import io.intentstream.stream.packing.TimestampGuard;
import io.intentstream.stream.processing.DecodedBatch.RejectedRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Encodes results as outgoing records. Values depend on the events alone; what depends on the run (the time of processing)
 * is in the headers.
 *
 * @param topics where results go
 * @param serializers frame encoded results
 * @param guard which timestamps a dead letter may keep
 */
public record OutputEncoder(AppConfig.Topics topics, ResultSerializers serializers, TimestampGuard guard) {

    /**
     * Longest value of a dead letter, in bytes. A longer record can arrive compressed, but producers refuse it: they check
     * the size before compression.
     */
    public static final int LARGEST_DEAD_LETTER = 15 << 20;

    /** Bytes that are kept of a longer value; less than the limit of any topic. */
    public static final int KEPT_OF_LARGER = 512 << 10;

    /**
     * Encodes what a batch sends: changes, profile and intent of each scored event, and a dead letter of each rejected record.
     */
    List<OutgoingRecord> encode(DecodedBatch batch, BatchResult result) {
        List<OutgoingRecord> outgoing =
                new ArrayList<>(2 * result.outcomes().size() + batch.rejected().size());
        Header[] headers = resultHeaders();
        for (Outcome outcome : result.outcomes()) {
            if (outcome instanceof Outcome.Scored scored) {
                addChanges(scored.event().getUserId(), scored.changes(), headers, outgoing);
                add(scored.event(), scored.profile(), scored.intent(), headers, outgoing);
            } else if (outcome instanceof Outcome.Redelivered redelivered) {
                add(redelivered.event(), redelivered.profile(), redelivered.intent(), headers, outgoing);
            }
        }
        for (RejectedRecord rejected : batch.rejected()) {
            outgoing.add(deadLetter(rejected));
        }
        return outgoing;
    }

    /** Encodes a user's changes, with their own times. */
    List<OutgoingRecord> changes(String userId, List<UserChange> changes) {
        List<OutgoingRecord> outgoing = new ArrayList<>(changes.size());
        addChanges(userId, changes, resultHeaders(), outgoing);
        return outgoing;
    }

    private void addChanges(String userId, List<UserChange> changes, Header[] headers, List<OutgoingRecord> outgoing) {
        if (changes.isEmpty()) {
            return;
        }
        byte[] key = userId.getBytes(UTF_8);
        for (UserChange change : changes) {
            if (change instanceof UserChange.AudienceChange audience) {
                topics.audienceEvents()
                        .map(topic -> serializers.audienceEvents().serialize(topic, audience.record()))
                        .ifPresent(value ->
                                outgoing.add(outgoing(Sink.AUDIENCE_EVENTS, key, value, change.time(), headers)));
            } else if (change instanceof UserChange.SessionEnded ended) {
                topics.sessionOutcomes()
                        .map(topic -> serializers.sessionOutcomes().serialize(topic, ended.record()))
                        .ifPresent(value ->
                                outgoing.add(outgoing(Sink.SESSION_OUTCOMES, key, value, change.time(), headers)));
            } else if (change instanceof UserChange.Recommended list) {
                topics.recommendations()
                        .map(topic -> serializers.recommendations().serialize(topic, list.record()))
                        .ifPresent(value ->
                                outgoing.add(outgoing(Sink.RECOMMENDATIONS, key, value, change.time(), headers)));
            }
        }
    }

    /** The profile and the intent after an event; their timestamp is the event's time. */
    private void add(
            ClickEvent event,
            EncodedRecord<UserProfile> profile,
            EncodedIntent intent,
            Header[] headers,
            List<OutgoingRecord> outgoing) {
        byte[] key = event.getUserId().getBytes(UTF_8);
        long time = event.getEventTime().toEpochMilli();
        byte[] framedProfile = serializers.profiles().serialize(topics.profiles(), profile);
        outgoing.add(outgoing(Sink.PROFILES, key, framedProfile, time, headers));
        byte[] framedIntent = serializers.intents().serialize(topics.intents(), intent.record());
        outgoing.add(outgoing(Sink.INTENTS, key, framedIntent, time, headers));
    }

    /**
     * A rejected record: key, value and headers as received, then headers with the reason and the origin. A value that is
     * too long to be written is cut.
     */
    OutgoingRecord deadLetter(RejectedRecord rejected) {
        InputRecord record = rejected.record();
        RecordHeaders headers = new RecordHeaders(record.headers());
        headers.add(ResultHeader.REASON.with(rejected.rejection().reason().name()));
        headers.add(ResultHeader.MESSAGE.with(rejected.rejection().message()));
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
        return new OutgoingRecord(Sink.DEAD_LETTERS, new Record<>(record.key(), value, timestamp, headers));
    }

    /** Deletes a user's profile and, where they are written, the user's recommendations. */
    List<OutgoingRecord> tombstones(String userId, long timestamp) {
        OutgoingRecord profile = tombstone(Sink.PROFILES, userId, timestamp);
        return topics.recommendations().isPresent()
                ? List.of(profile, tombstone(Sink.RECOMMENDATIONS, userId, timestamp))
                : List.of(profile);
    }

    private OutgoingRecord tombstone(Sink sink, String userId, long timestamp) {
        return new OutgoingRecord(
                sink, new Record<>(userId.getBytes(UTF_8), null, timestamp, new RecordHeaders(resultHeaders())));
    }

    /** The headers of results that are encoded now. */
    Header[] resultHeaders() {
        return new Header[] {ResultHeader.PROCESSED_AT.with(guard.now())};
    }

    static OutgoingRecord outgoing(Sink sink, byte[] key, byte[] value, long timestamp, Header[] headers) {
        return new OutgoingRecord(sink, new Record<>(key, value, timestamp, new RecordHeaders(headers)));
    }
}
