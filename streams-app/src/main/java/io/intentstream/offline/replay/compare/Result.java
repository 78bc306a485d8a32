package io.intentstream.offline.replay.compare;

import io.intentstream.schema.AudienceCause;
import io.intentstream.schema.AudienceEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.Recommendations;
import io.intentstream.schema.SessionOutcome;
import io.intentstream.schema.UserProfile;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * A result: a profile, an intent, a change of an audience, the outcome of a session or a list of recommendations.
 *
 * @param userId the user
 * @param name identifies the result among the user's: an intent by its event, a profile by its update, a change of an audience
 *     by what changed and when, an outcome by its session, and a list by its trigger and event
 * @param update the user's update number; 0 for the outcome of a session, which has none
 * @param kind what it is
 * @param time event time in epoch milliseconds: of the change, or of the session's last event; 0 for the others,
 *     which need none
 * @param schema the schema with which it was written
 * @param payload its bytes without a prefix
 */
public record Result(String userId, String name, long update, Kind kind, long time, Schema schema, byte[] payload) {

    /** What a result is, and what made it. */
    public enum Kind {
        PROFILE,
        INTENT,
        /** A change of an audience by an event or an erasure. */
        AUDIENCE_CHANGED,
        /** A change of an audience that time brought, the user's expiry included. */
        AUDIENCE_CHANGED_BY_TIME,
        /** A change of an audience because its definition is new or has changed: it depends on when that was. */
        AUDIENCE_REDEFINED,
        SESSION_ENDED,
        RECOMMENDED;

        /** Whether it is written when time passes, and so only once a grace is over. */
        boolean bringsTime() {
            return this == AUDIENCE_CHANGED_BY_TIME || this == SESSION_ENDED;
        }

        /** Whether a user's results of this kind must be in the same order on both sides; the others have numbers. */
        boolean hasOrder() {
            return this == AUDIENCE_CHANGED || this == AUDIENCE_CHANGED_BY_TIME || this == SESSION_ENDED;
        }
    }

    /** This release's schemas of results, by name. */
    private static final Map<String, Schema> SCHEMAS = Stream.of(
                    PurchaseIntent.SCHEMA$,
                    UserProfile.SCHEMA$,
                    AudienceEvent.SCHEMA$,
                    SessionOutcome.SCHEMA$,
                    Recommendations.SCHEMA$)
            .collect(Collectors.toMap(Schema::getName, schema -> schema));

    /** Whether records of a schema are results. */
    public static boolean isResult(Schema schema) {
        return SCHEMAS.containsKey(schema.getName());
    }

    /**
     * Reads a result's identity from its bytes.
     *
     * @param writer the schema with which it was written; {@link #isResult}
     * @throws IOException when the bytes are not of that schema
     */
    public static Result of(Schema writer, byte[] payload) throws IOException {
        return of(decode(writer, DecoderFactory.get().binaryDecoder(payload, null)), writer, payload);
    }

    /** The result that a record is, which was read from these bytes. */
    static Result of(SpecificRecord record, Schema writer, byte[] payload) {
        if (record instanceof PurchaseIntent intent) {
            String name = "event " + intent.getEventId();
            return new Result(intent.getUserId(), name, intent.getUpdateNumber(), Kind.INTENT, 0, writer, payload);
        }
        if (record instanceof AudienceEvent change) {
            return of(change, writer, payload);
        }
        if (record instanceof SessionOutcome session) {
            String name = "session of " + session.getStartedAt();
            long end = session.getEndedAt().toEpochMilli();
            return new Result(session.getUserId(), name, 0, Kind.SESSION_ENDED, end, writer, payload);
        }
        if (record instanceof Recommendations list) {
            String name = "list of " + list.getTrigger() + " after event " + list.getEventId();
            return new Result(list.getUserId(), name, list.getUpdateNumber(), Kind.RECOMMENDED, 0, writer, payload);
        }
        UserProfile profile = (UserProfile) record;
        long update = profile.getUpdateNumber();
        return new Result(profile.getUserId(), "update " + update, update, Kind.PROFILE, 0, writer, payload);
    }

    private static Result of(AudienceEvent change, Schema writer, byte[] payload) {
        String name = change.getAudience() + " " + change.getKind() + " at " + change.getEventTime();
        Kind kind = kind(change.getCause());
        long time = change.getEventTime().toEpochMilli();
        return new Result(change.getUserId(), name, change.getUpdateNumber(), kind, time, writer, payload);
    }

    private static Kind kind(AudienceCause cause) {
        return switch (cause) {
            case TIME, EXPIRED -> Kind.AUDIENCE_CHANGED_BY_TIME;
            case DEFINITION -> Kind.AUDIENCE_REDEFINED;
            case EVENT, ERASED, OTHER -> Kind.AUDIENCE_CHANGED;
        };
    }

    /** The record, read with this release's schema. */
    public SpecificRecord record() {
        try {
            return decode(schema, DecoderFactory.get().binaryDecoder(payload, null));
        } catch (IOException e) {
            throw new IllegalStateException("Bytes that were read once are no longer readable", e);
        }
    }

    static SpecificRecord decode(Schema writer, BinaryDecoder decoder) throws IOException {
        return new SpecificDatumReader<SpecificRecord>(writer, SCHEMAS.get(writer.getName())).read(null, decoder);
    }
}
