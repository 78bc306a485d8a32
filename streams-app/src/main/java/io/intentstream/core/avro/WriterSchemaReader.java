package io.intentstream.core.avro;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of a generated class that were written with another schema. Beyond Avro's own resolution it converts what other
 * tools write (see {@code schemas/README.md}): timestamps in other units, decimals, numbers as ids. What is converted is
 * decided once, when the writer's schema is set; without conversions, Avro's own reader reads.
 *
 * <p>A value that cannot be converted is a {@link ConversionException} after the whole record was read, so that the next record
 * of a file can be read.
 *
 * @param <T> the records' type
 */
public final class WriterSchemaReader<T extends SpecificRecord> implements DatumReader<T> {
    private final Class<T> type;
    private @Nullable DatumReader<T> reader;

    /** A reader that gets the writer's schema later, as Avro's container files set it. */
    public WriterSchemaReader(Class<T> type) {
        this.type = type;
    }

    /**
     * A reader of one writer's records. Safe for use by many threads.
     *
     * @throws ConversionException when a field's type cannot become the reader's, or the record is another one of this product
     */
    public static <T extends SpecificRecord> DatumReader<T> of(Class<T> type, Schema writer) {
        Schema target = SpecificData.get().getSchema(type);
        requireOtherNamespaceOrSameName(writer, target);
        RecordConversion conversion = RecordConversion.of("", writer, target);
        return conversion.isNeeded()
                ? new ConvertingReader<>(type, writer, conversion)
                : new SpecificDatumReader<>(writer, target, SpecificData.getForClass(type));
    }

    /**
     * Other tools name records as they like. Our own names mean what they say: a PurchaseIntent has all fields that an event needs,
     * and is none.
     */
    private static void requireOtherNamespaceOrSameName(Schema writer, Schema target) {
        if (writer.getType() == Schema.Type.RECORD
                && target.getNamespace().equals(writer.getNamespace())
                && !target.getName().equals(writer.getName())) {
            throw new ConversionException("record", "a " + writer.getName(), "a " + target.getName());
        }
    }

    /** @throws ConversionException when a field's type cannot become the reader's */
    @Override
    public void setSchema(Schema writer) {
        reader = of(type, writer);
    }

    @Override
    public T read(T reuse, Decoder in) throws IOException {
        if (reader == null) {
            throw new IllegalStateException("setSchema() must come before read()");
        }
        return reader.read(reuse, in);
    }
}
