package io.intentstream.core.avro;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Reads records of which some fields are converted. Safe for use by many threads. */
final class ConvertingReader<T extends SpecificRecord> extends SpecificDatumReader<T> {
    private final Schema target;
    private final List<@Nullable FieldConversion> conversions;
    private final ThreadLocal<@Nullable ConversionException> failure = new ThreadLocal<>();

    /**
     * @param target the schema of the type
     * @param conversions by the target's positions; null for fields that Avro's resolution reads
     */
    ConvertingReader(Class<T> type, Schema writer, Schema target, List<@Nullable FieldConversion> conversions) {
        super(writer, withTypesOf(writer, target, conversions), withoutFastReader(type));
        this.target = target;
        this.conversions = conversions;
    }

    /** The fast reader does not call {@link #readField}. */
    private static SpecificData withoutFastReader(Class<?> type) {
        SpecificData data = new SpecificData(type.getClassLoader());
        SpecificData.getForClass(type).getConversions().forEach(data::addLogicalTypeConversion);
        data.setFastReaderEnabled(false);
        return data;
    }

    /** The target schema, with the writer's types where values are converted afterwards. */
    private static Schema withTypesOf(Schema writer, Schema target, List<@Nullable FieldConversion> conversions) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : target.getFields()) {
            fields.add(
                    conversions.get(field.pos()) == null
                            ? new Schema.Field(field, field.schema())
                            : new Schema.Field(
                                    field.name(), writer.getField(field.name()).schema()));
        }
        return Schema.createRecord(target.getName(), target.getDoc(), target.getNamespace(), false, fields);
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
        FieldConversion conversion = isOfTarget(record) ? conversions.get(field.pos()) : null;
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

    /** Fields of nested records have positions of their own. */
    private boolean isOfTarget(Object record) {
        return ((SpecificRecord) record).getSchema() == target;
    }
}
