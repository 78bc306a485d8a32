package io.intentstream.core.avro;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes values of one schema, byte for byte as Avro's {@link SpecificDatumWriter} does. That one looks at the schema,
 * at conversions and at the value's class again for every value; here it is done once, when the writer is made. (Avro
 * generates such code itself, but not for records with logical types.) One switch over a few kinds: a JIT compiler makes
 * far more of it than of a class or a lambda for each kind.
 *
 * <p>What our contracts don't use (fixed, unions of more than null and one type, logical types but timestamp-millis)
 * is left to Avro's writer. A value of the wrong class is a {@link ClassCastException}, a missing one a {@link
 * NullPointerException}.
 */
public final class ValueWriter {
    private static final ValueWriter[] NO_PARTS = {};

    private final ValueKind kind;
    /** The fields of a record, or the one type of items, entries or of what is optional. */
    private final ValueWriter[] parts;

    private final @Nullable DatumWriter<Object> avros;

    private enum ValueKind {
        RECORD,
        ARRAY,
        MAP,
        OPTIONAL,
        ENUM,
        STRING,
        INT,
        LONG,
        FLOAT,
        DOUBLE,
        BOOLEAN,
        TIMESTAMP,
        OTHER
    }

    private ValueWriter(ValueKind kind, @Nullable DatumWriter<Object> avros, ValueWriter... parts) {
        this.kind = kind;
        this.parts = parts;
        this.avros = avros;
    }

    /** A writer for generated records of this schema. */
    public static ValueWriter of(Schema schema) {
        return of(schema, SpecificData.getForSchema(schema));
    }

    private static ValueWriter of(Schema schema, SpecificData data) {
        if (schema.getLogicalType() != null) {
            return schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
                    ? new ValueWriter(ValueKind.TIMESTAMP, null)
                    : byAvro(schema, data);
        }
        return switch (schema.getType()) {
            case RECORD -> new ValueWriter(ValueKind.RECORD, null, fields(schema, data));
            case ARRAY -> new ValueWriter(ValueKind.ARRAY, null, of(schema.getElementType(), data));
            case MAP -> new ValueWriter(ValueKind.MAP, null, of(schema.getValueType(), data));
            case UNION ->
                isOptional(schema)
                        ? new ValueWriter(
                                ValueKind.OPTIONAL, null, of(schema.getTypes().get(1), data))
                        : byAvro(schema, data);
            case ENUM, STRING, INT, LONG, FLOAT, DOUBLE, BOOLEAN ->
                new ValueWriter(ValueKind.valueOf(schema.getType().name()), null);
            default -> byAvro(schema, data);
        };
    }

    private static ValueWriter byAvro(Schema schema, SpecificData data) {
        return new ValueWriter(ValueKind.OTHER, new SpecificDatumWriter<>(schema, data), NO_PARTS);
    }

    private static ValueWriter[] fields(Schema schema, SpecificData data) {
        return schema.getFields().stream()
                .map(field -> of(field.schema(), data))
                .toArray(ValueWriter[]::new);
    }

    private static boolean isOptional(Schema union) {
        List<Schema> types = union.getTypes();
        return types.size() == 2 && types.get(0).getType() == Schema.Type.NULL;
    }

    /**
     * Writes a value.
     *
     * @throws IOException when the encoder fails
     */
    public void write(Object value, Encoder out) throws IOException {
        switch (kind) {
            case RECORD -> writeRecord((SpecificRecord) value, out);
            case ARRAY -> writeArray((Collection<?>) value, out);
            case MAP -> writeMap((Map<?, ?>) value, out);
            case OPTIONAL -> writeOptional(value, out);
            case ENUM -> out.writeEnum(((Enum<?>) value).ordinal());
            case STRING -> out.writeString((String) value);
            case INT -> out.writeInt((Integer) value);
            case LONG -> out.writeLong((Long) value);
            case FLOAT -> out.writeFloat((Float) value);
            case DOUBLE -> out.writeDouble((Double) value);
            case BOOLEAN -> out.writeBoolean((Boolean) value);
            case TIMESTAMP -> out.writeLong(((Instant) value).toEpochMilli());
            default -> avros.write(value, out);
        }
    }

    private void writeRecord(SpecificRecord record, Encoder out) throws IOException {
        for (int i = 0; i < parts.length; i++) {
            parts[i].write(record.get(i), out);
        }
    }

    private void writeArray(Collection<?> items, Encoder out) throws IOException {
        out.writeArrayStart();
        out.setItemCount(items.size());
        for (Object item : items) {
            out.startItem();
            parts[0].write(item, out);
        }
        out.writeArrayEnd();
    }

    private void writeMap(Map<?, ?> entries, Encoder out) throws IOException {
        out.writeMapStart();
        out.setItemCount(entries.size());
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            out.startItem();
            out.writeString((String) entry.getKey());
            parts[0].write(entry.getValue(), out);
        }
        out.writeMapEnd();
    }

    private void writeOptional(@Nullable Object value, Encoder out) throws IOException {
        if (value == null) {
            out.writeIndex(0);
        } else {
            out.writeIndex(1);
            parts[0].write(value, out);
        }
    }
}
