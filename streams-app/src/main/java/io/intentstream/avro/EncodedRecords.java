package io.intentstream.avro;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/** Reads generated records that this release wrote in Avro's binary encoding. */
public final class EncodedRecords {
    private EncodedRecords() {}

    /**
     * The record that the bytes hold.
     *
     * @param schema with which it was written: that of the generated class
     * @throws IllegalArgumentException when the bytes hold no such record
     */
    public static <T extends SpecificRecord> T read(byte[] encoded, Schema schema) {
        try {
            return new SpecificDatumReader<T>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(encoded, null));
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("The bytes hold no " + schema.getFullName(), e);
        }
    }
}
