package io.intentstream.offline.replay.compare;

import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * A profile or an intent.
 *
 * @param userId the user
 * @param name identifies the result among the user's: an intent by its event, a profile by its update
 * @param update the user's update number
 * @param schema the schema with which it was written
 * @param payload its bytes without a prefix
 */
public record Result(String userId, String name, long update, Schema schema, byte[] payload) {

    /** The names of the records that are results. */
    public static final List<String> TYPES = List.of(PurchaseIntent.SCHEMA$.getName(), UserProfile.SCHEMA$.getName());

    /**
     * Reads a result's identity from its bytes.
     *
     * @param writer the schema with which it was written; its name is one of {@link #TYPES}
     * @throws IOException when the bytes are not of that schema
     */
    public static Result of(Schema writer, byte[] payload) throws IOException {
        return of(decode(writer, DecoderFactory.get().binaryDecoder(payload, null)), writer, payload);
    }

    /** The result that a record is, which was read from these bytes. */
    static Result of(SpecificRecord record, Schema writer, byte[] payload) {
        return record instanceof PurchaseIntent intent
                ? new Result(
                        intent.getUserId(), "event " + intent.getEventId(), intent.getUpdateNumber(), writer, payload)
                : of((UserProfile) record, writer, payload);
    }

    private static Result of(UserProfile profile, Schema writer, byte[] payload) {
        long update = profile.getUpdateNumber();
        return new Result(profile.getUserId(), "update " + update, update, writer, payload);
    }

    /** The record, read with this release's schema. */
    SpecificRecord record() {
        try {
            return decode(schema, DecoderFactory.get().binaryDecoder(payload, null));
        } catch (IOException e) {
            throw new IllegalStateException("Bytes that were read once are no longer readable", e);
        }
    }

    static SpecificRecord decode(Schema writer, BinaryDecoder decoder) throws IOException {
        boolean intent = writer.getName().equals(PurchaseIntent.SCHEMA$.getName());
        Schema reader = intent ? PurchaseIntent.SCHEMA$ : UserProfile.SCHEMA$;
        return new SpecificDatumReader<SpecificRecord>(writer, reader).read(null, decoder);
    }
}
