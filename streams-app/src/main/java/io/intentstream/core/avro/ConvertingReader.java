package io.intentstream.core.avro;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Reads records of which some fields are converted, also in the records of their arrays. Safe for use by many threads. */
final class ConvertingReader<T extends SpecificRecord> extends SpecificDatumReader<T> {
    /** By the full name of the record that has the fields. */
    private final Map<String, List<@Nullable FieldConversion>> conversions = new HashMap<>();

    private final ThreadLocal<@Nullable ConversionException> failure = new ThreadLocal<>();

    ConvertingReader(Class<T> type, Schema writer, RecordConversion conversion) {
        super(writer, conversion.reading(), withoutFastReader(type));
        collect(conversion);
    }

    private void collect(RecordConversion conversion) {
        conversions.put(conversion.target().getFullName(), conversion.fields());
        for (FieldConversion field : conversion.fields()) {
            if (field != null && field.elements() != null) {
                collect(field.elements());
            }
        }
    }

    /** The fast reader does not call {@link #readField}. */
    private static SpecificData withoutFastReader(Class<?> type) {
        SpecificData data = new SpecificData(type.getClassLoader());
        SpecificData.getForClass(type).getConversions().forEach(data::addLogicalTypeConversion);
        data.setFastReaderEnabled(false);
        return data;
    }

    @Override
    public T read(T reuse, Decoder in) throws IOException {
        failure.remove();
        T read = super.read(reuse, in);
        ConversionException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return read;
    }

    @Override
    protected void readField(Object record, Schema.Field field, Object old, ResolvingDecoder in, Object state)
            throws IOException {
        List<@Nullable FieldConversion> fields =
                conversions.get(((SpecificRecord) record).getSchema().getFullName());
        FieldConversion conversion = fields == null ? null : fields.get(field.pos());
        if (conversion == null) {
            super.readField(record, field, old, in, state);
            return;
        }
        Object value = readWithoutConversion(null, field.schema(), in);
        try {
            ((SpecificRecord) record).put(field.pos(), conversion.apply(value));
        } catch (ConversionException e) {
            failure.set(e);
        }
    }
}
