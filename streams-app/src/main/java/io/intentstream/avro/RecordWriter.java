package io.intentstream.avro;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes generated records for Avro's own files with the code that writes the values of topics, so that both hold the
 * same bytes.
 *
 * @param <T> the records' type
 */
public final class RecordWriter<T extends SpecificRecord> implements DatumWriter<T> {
    private ValueWriter writer;

    /** A writer of records of this schema. */
    public RecordWriter(Schema schema) {
        writer = ValueWriter.of(schema);
    }

    @Override
    public void setSchema(Schema schema) {
        writer = ValueWriter.of(schema);
    }

    @Override
    public void write(T value, Encoder out) throws IOException {
        writer.write(value, out);
    }
}
