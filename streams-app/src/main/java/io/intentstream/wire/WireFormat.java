package io.intentstream.wire;

import io.intentstream.core.avro.AvroOutput;
import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.core.event.RejectReason;

/** Confluent's framing of a value: one magic byte 0, the schema id as four bytes big-endian, then Avro binary. */
final class WireFormat {
    static final byte MAGIC = 0;
    static final int PREFIX_BYTES = 5;

    private WireFormat() {}

    static void writePrefix(AvroOutput out, int schemaId) {
        out.writeByte(MAGIC);
        out.writeByte(schemaId >>> 24);
        out.writeByte(schemaId >>> 16);
        out.writeByte(schemaId >>> 8);
        out.writeByte(schemaId);
    }

    /** A record's value with the prefix; shares the record's array. */
    static byte[] framed(int schemaId, EncodedRecord<?> encoded) {
        return encoded.prefixed(MAGIC, schemaId);
    }

    static boolean hasPrefix(byte[] value) {
        return value.length >= PREFIX_BYTES && value[0] == MAGIC;
    }

    static int readSchemaId(byte[] value) {
        if (value.length < PREFIX_BYTES) {
            throw new RejectedBytesException(
                    RejectReason.UNKNOWN_MAGIC_BYTE,
                    "the value has " + value.length + " bytes, fewer than the prefix of " + PREFIX_BYTES);
        }
        if (value[0] != MAGIC) {
            throw new RejectedBytesException(
                    RejectReason.UNKNOWN_MAGIC_BYTE,
                    "the value starts with byte %d instead of Confluent's magic byte 0".formatted(value[0] & 0xff));
        }
        return (value[1] & 0xff) << 24 | (value[2] & 0xff) << 16 | (value[3] & 0xff) << 8 | value[4] & 0xff;
    }
}
