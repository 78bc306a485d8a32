package io.intentstream.serde;

import io.intentstream.avro.AvroOutput;
import io.intentstream.event.RejectReason;
import java.nio.ByteBuffer;

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

    /** A value of its own from what is encoded already. */
    static byte[] framed(int schemaId, byte[] encoded) {
        return ByteBuffer.allocate(PREFIX_BYTES + encoded.length)
                .put(MAGIC)
                .putInt(schemaId)
                .put(encoded)
                .array();
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
