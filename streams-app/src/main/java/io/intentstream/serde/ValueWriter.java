package io.intentstream.serde;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes values of one schema, byte for byte as Avro's {@link SpecificDatumWriter} does. That one looks at the schema,
 * at conversions and at the value's class again for every value; here it is done once, when the writer is made. (Avro
 * generates such code itself, but not for records with logical types.)
 *
 * <p>What our contracts don't use (fixed, unions of more than null and one type, logical types but timestamp-millis)
 * is left to Avro's writer. A value of the wrong class is a {@link ClassCastException}, a missing one a {@link
 * NullPointerException}.
 */
@FunctionalInterface
interface ValueWriter {

    void write(Object value, Encoder out) throws IOException;

    /** A writer for generated records of this schema. */
    static ValueWriter of(Schema schema) {
        return of(schema, SpecificData.getForSchema(schema));
    }

    private static ValueWriter of(Schema schema, SpecificData data) {
        if (schema.getLogicalType() != null) {
            return schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
                    ? (value, out) -> out.writeLong(((Instant) value).toEpochMilli())
                    : byAvro(schema, data);
        }
        return switch (schema.getType()) {
            case RECORD -> record(schema, data);
            case ARRAY -> array(of(schema.getElementType(), data));
            case MAP -> map(of(schema.getValueType(), data));
            case UNION -> isOptional(schema) ? optional(of(schema.getTypes().get(1), data)) : byAvro(schema, data);
            case ENUM -> (value, out) -> out.writeEnum(((Enum<?>) value).ordinal());
            case STRING -> (value, out) -> out.writeString((String) value);
            case INT -> (value, out) -> out.writeInt((Integer) value);
            case LONG -> (value, out) -> out.writeLong((Long) value);
            case FLOAT -> (value, out) -> out.writeFloat((Float) value);
            case DOUBLE -> (value, out) -> out.writeDouble((Double) value);
            case BOOLEAN -> (value, out) -> out.writeBoolean((Boolean) value);
            default -> byAvro(schema, data);
        };
    }

    private static ValueWriter byAvro(Schema schema, SpecificData data) {
        return new SpecificDatumWriter<>(schema, data)::write;
    }

    private static ValueWriter record(Schema schema, SpecificData data) {
        ValueWriter[] fields = schema.getFields().stream()
                .map(field -> of(field.schema(), data))
                .toArray(ValueWriter[]::new);
        return (value, out) -> {
            SpecificRecord record = (SpecificRecord) value;
            for (int i = 0; i < fields.length; i++) {
                fields[i].write(record.get(i), out);
            }
        };
    }

    private static ValueWriter array(ValueWriter item) {
        return (value, out) -> {
            Collection<?> items = (Collection<?>) value;
            out.writeArrayStart();
            out.setItemCount(items.size());
            for (Object each : items) {
                out.startItem();
                item.write(each, out);
            }
            out.writeArrayEnd();
        };
    }

    private static ValueWriter map(ValueWriter item) {
        return (value, out) -> {
            Map<?, ?> entries = (Map<?, ?>) value;
            out.writeMapStart();
            out.setItemCount(entries.size());
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                out.startItem();
                out.writeString((String) entry.getKey());
                item.write(entry.getValue(), out);
            }
            out.writeMapEnd();
        };
    }

    private static boolean isOptional(Schema union) {
        List<Schema> types = union.getTypes();
        return types.size() == 2 && types.get(0).getType() == Schema.Type.NULL;
    }

    private static ValueWriter optional(ValueWriter present) {
        return (value, out) -> {
            if (value == null) {
                out.writeIndex(0);
            } else {
                out.writeIndex(1);
                present.write(value, out);
            }
        };
    }
}
