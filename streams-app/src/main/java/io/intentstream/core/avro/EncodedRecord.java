package io.intentstream.core.avro;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * A generated record in Avro's binary encoding, as this release writes it. There is room before the bytes for a wire
 * format's prefix: most records are made to be sent, and would be copied for it otherwise. Made by {@link
 * AvroOutput#toRecord}; belongs to one thread until it has been sent.
 *
 * @param <T> the record's type
 */
public final class EncodedRecord<T extends SpecificRecord> {
    /** Bytes of the longest prefix: a magic byte and a schema id. */
    static final int ROOM = Byte.BYTES + Integer.BYTES;

    private final Schema schema;
    private final byte[] bytes;
    private boolean prefixed;

    /**
     * @param schema that of the generated class
     * @param bytes the encoding, behind {@value #ROOM} bytes of room; kept, not copied
     */
    EncodedRecord(Schema schema, byte[] bytes) {
        this.schema = schema;
        this.bytes = bytes;
    }

    /** That of the record's generated class. */
    public Schema schema() {
        return schema;
    }

    /** Avro's encoding alone. */
    public ByteBuffer encoding() {
        return ByteBuffer.wrap(bytes, ROOM, bytes.length - ROOM);
    }

    /**
     * The encoding behind a prefix of a byte and, big-endian, an int. The first prefix is written into the room of this
     * record, without a copy: the array is not to be changed.
     */
    public byte[] prefixed(byte first, int rest) {
        byte[] framed = prefixed ? bytes.clone() : bytes;
        prefixed = true;
        ByteBuffer.wrap(framed).put(first).putInt(rest);
        return framed;
    }

    /**
     * The record.
     *
     * @throws IllegalArgumentException when the bytes hold no such record
     */
    public T read() {
        try {
            return new SpecificDatumReader<T>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(bytes, ROOM, bytes.length - ROOM, null));
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("The bytes hold no " + schema.getFullName(), e);
        }
    }

    /** Equal when the encodings are. */
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
