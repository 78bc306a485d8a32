package io.intentstream.core.avro;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * A generated record in Avro's binary encoding. The array reserves room before the encoding for a wire format's prefix, so
 * that a record can be sent without a copy. Created by {@link AvroOutput#toRecord}. Belongs to one thread until it has
 * been sent.
 *
 * @param <T> the record's type
 */
public final class EncodedRecord<T extends SpecificRecord> {
    /** Bytes reserved for the prefix: a magic byte and a schema id. */
    static final int ROOM = Byte.BYTES + Integer.BYTES;

    private final Schema schema;
    private final byte[] bytes;
    private boolean prefixed;

    /**
     * @param schema schema of the generated class
     * @param bytes {@value #ROOM} free bytes, then the encoding; not copied
     */
    EncodedRecord(Schema schema, byte[] bytes) {
        this.schema = schema;
        this.bytes = bytes;
    }

    /** Schema of the record's generated class. */
    public Schema schema() {
        return schema;
    }

    /** Avro's encoding without the prefix; a view, not to be changed. */
    public ByteBuffer encoding() {
        return ByteBuffer.wrap(bytes, ROOM, bytes.length - ROOM);
    }

    /**
     * The encoding after a prefix of a byte and a big-endian int. The first call writes the prefix into the room of this
     * record and returns its array without a copy: callers must not change it.
     *
     * @param first first byte of the prefix
     * @param rest the following four bytes
     */
    public byte[] prefixed(byte first, int rest) {
        byte[] framed = prefixed ? bytes.clone() : bytes;
        prefixed = true;
        ByteBuffer.wrap(framed).put(first).putInt(rest);
        return framed;
    }

    /**
     * Decodes the record.
     *
     * @throws IllegalArgumentException when the bytes are not a record of the schema
     */
    public T read() {
        try {
            return new SpecificDatumReader<T>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(bytes, ROOM, bytes.length - ROOM, null));
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("The bytes are not a " + schema.getFullName(), e);
        }
    }

    /** Compares schemas and encodings, not prefixes. */
    @Override
    public boolean equals(Object other) {
        return other instanceof EncodedRecord<?> that
                && schema.equals(that.schema)
                && encoding().equals(that.encoding());
    }

    @Override
    public int hashCode() {
        return encoding().hashCode();
    }

    @Override
    public String toString() {
        return read().toString();
    }
}
