package io.intentstream.core.avro;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Type;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * Turns the values of a writer's field into those of the reader's field of the same name, where Avro's own resolution would
 * take the number for another one (microseconds for milliseconds) or refuse it. Chosen once for a writer's schema.
 *
 * @param field the field's name
 * @param writerType the writer's type, for messages
 * @param expected what the field holds, for messages
 * @param isNullable whether the reader's field may be null
 * @param reading the schema by which Avro reads what is converted
 * @param elements the conversion of the records of an array; null when the field is no array
 * @param convert turns a value that is not null into one of the reader's; throws {@link ArithmeticException} or
 *     {@link DateTimeException} when it has none
 */
record FieldConversion(
        String field,
        String writerType,
        String expected,
        boolean isNullable,
        Schema reading,
        @Nullable RecordConversion elements,
        Convert convert) {
    private static final String TIME =
            "a timestamp in milliseconds, microseconds or nanoseconds, or an ISO-8601 text with an offset";
    private static final String WHOLE = "a whole number in the field's own unit, such as 1999 cents for 19.99";

    private static final String RECORDS = "an array of records, one for each product";

    /** Numbers of more bytes cannot fit, and would take long to compute. */
    private static final int MOST_DECIMAL_BYTES = 64;

    @FunctionalInterface
    interface Convert {
        Object apply(Object value);
    }

    /**
     * The conversion of a field; null when Avro's resolution does the same.
     *
     * @throws ConversionException when no value of the writer's type has a meaning for the reader
     */
    static @Nullable FieldConversion of(String field, Schema writer, Schema reader) {
        Schema from = withoutNull(writer);
        Schema to = withoutNull(reader);
        if (from.getType() == Type.UNION || to.getType() == Type.UNION) {
            return null;
        }
        if (to.getType() == Type.ARRAY && to.getElementType().getType() == Type.RECORD) {
            return ofArray(field, writer, to);
        }
        Convert convert = switch (to.getType()) {
            case LONG -> isTime(to) ? toTime(field, from) : toWhole(field, from, false);
            case INT -> toWhole(field, from, true);
            case STRING -> toText(from);
            case ENUM -> from.getType() == Type.STRING ? value -> symbol(value, to) : null;
            default -> null;
        };
        String expected = isTime(to) ? TIME : WHOLE;
        return convert == null
                ? null
                : new FieldConversion(field, described(from), expected, reader.isNullable(), writer, null, convert);
    }

    /** Many tools declare every field and every element as nullable: no array is an empty one, and a null element is none. */
    private static @Nullable FieldConversion ofArray(String field, Schema writer, Schema to) {
        Schema from = withoutNull(writer);
        Schema element = from.getType() == Type.ARRAY ? withoutNull(from.getElementType()) : from;
        if (from.getType() != Type.ARRAY || element.getType() != Type.RECORD) {
            String found = from.getType() == Type.ARRAY ? "array of " + described(element) : described(from);
            throw new ConversionException(field, found, RECORDS);
        }
        RecordConversion elements = RecordConversion.of(field + ".", element, to.getElementType());
        if (!elements.isNeeded()
                && !writer.isNullable()
                && !from.getElementType().isNullable()) {
            return null;
        }
        Schema array = Schema.createArray(likeNullable(from.getElementType(), elements.reading()));
        return new FieldConversion(
                field,
                "array",
                RECORDS,
                false,
                likeNullable(writer, array),
                elements,
                value -> ((List<?>) value).stream().filter(Objects::nonNull).toList());
    }

    /** The schema, nullable when the writer's is. */
    private static Schema likeNullable(Schema writer, Schema schema) {
        return writer.isNullable() ? Schema.createUnion(Schema.create(Type.NULL), schema) : schema;
    }

    @Nullable
    Object apply(@Nullable Object value) {
        if (value == null && isNullable) {
            return null;
        }
        if (value == null && elements != null) {
            return List.of();
        }
        if (value == null) {
            throw new ConversionException(field, "null", expected);
        }
        try {
            return convert.apply(value);
        } catch (ArithmeticException | DateTimeException | NumberFormatException e) {
            throw new ConversionException(field, writerType + " without such a value", expected);
        }
    }

    private static @Nullable Convert toTime(String field, Schema from) {
        String unit = logicalType(from);
        if (from.getType() == Type.STRING) {
            return value -> millis(OffsetDateTime.parse(value.toString()).toInstant());
        }
        if (from.getType() == Type.LONG) {
            switch (unit) {
                case "", "timestamp-millis", "local-timestamp-millis" -> {
                    return null;
                }
                case "timestamp-micros", "local-timestamp-micros" -> {
                    return value -> Instant.ofEpochMilli(Math.floorDiv((long) value, 1_000L));
                }
                case "timestamp-nanos", "local-timestamp-nanos" -> {
                    return value -> Instant.ofEpochMilli(Math.floorDiv((long) value, 1_000_000L));
                }
                default -> {}
            }
        }
        if (from.getType() == Type.INT && unit.isEmpty()) {
            return null;
        }
        throw new ConversionException(field, described(from), TIME);
    }

    private static Instant millis(Instant time) {
        return Instant.ofEpochMilli(time.toEpochMilli());
    }

    private static @Nullable Convert toWhole(String field, Schema from, boolean small) {
        switch (from.getType()) {
            case INT -> {
                return null;
            }
            case LONG -> {
                return small ? value -> Math.toIntExact((long) value) : null;
            }
            case FLOAT, DOUBLE -> {
                return value -> whole(new BigDecimal(((Number) value).doubleValue()), small);
            }
            case BYTES, FIXED -> {
                if (LogicalTypes.fromSchemaIgnoreInvalid(from) instanceof LogicalTypes.Decimal decimal) {
                    return value -> whole(new BigDecimal(new BigInteger(bytes(value)), decimal.getScale()), small);
                }
            }
            default -> {}
        }
        throw new ConversionException(field, described(from), WHOLE);
    }

    private static Object whole(BigDecimal value, boolean small) {
        if (small) {
            return value.intValueExact();
        }
        return value.longValueExact();
    }

    private static byte[] bytes(Object value) {
        if (value instanceof GenericFixed fixed) {
            return fixed.bytes();
        }
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        if (bytes.length == 0 || bytes.length > MOST_DECIMAL_BYTES) {
            throw new ArithmeticException("no bytes, or too many");
        }
        return bytes;
    }

    /** Ids are often numbers elsewhere. */
    private static @Nullable Convert toText(Schema from) {
        return switch (from.getType()) {
            case INT, LONG, ENUM -> Object::toString;
            default -> null;
        };
    }

    private static Object symbol(Object value, Schema to) {
        String name = value.toString().toUpperCase(Locale.ROOT);
        String symbol = to.hasEnumSymbol(name) || to.getEnumDefault() == null ? name : to.getEnumDefault();
        return SpecificData.get().createEnum(symbol, to);
    }

    private static boolean isTime(Schema schema) {
        return logicalType(schema).equals("timestamp-millis");
    }

    /**
     * The name of the logical type, even of one that Avro does not know; empty when there is none. Debezium names the unit in
     * a property of its own.
     */
    private static String logicalType(Schema schema) {
        String name = schema.getProp("logicalType");
        if (name != null) {
            return name;
        }
        String connect = schema.getProp("connect.name");
        return connect == null
                ? ""
                : switch (connect) {
                    case "io.debezium.time.MicroTimestamp" -> "timestamp-micros";
                    case "io.debezium.time.NanoTimestamp" -> "timestamp-nanos";
                    case "io.debezium.time.Date", "io.debezium.time.Time", "io.debezium.time.MicroTime" -> connect;
                    default -> "";
                };
    }

    /** The type in words, such as {@code decimal(10,2)} or {@code timestamp-micros}. */
    private static String described(Schema schema) {
        LogicalType known = LogicalTypes.fromSchemaIgnoreInvalid(schema);
        if (known instanceof LogicalTypes.Decimal decimal) {
            return "decimal(" + decimal.getPrecision() + "," + decimal.getScale() + ")";
        }
        String logical = logicalType(schema);
        return logical.isEmpty() ? schema.getType().getName() : logical;
    }

    /** The only other branch of a union with null; the schema itself when it is no such union. */
    private static Schema withoutNull(Schema schema) {
        if (schema.getType() != Type.UNION) {
            return schema;
        }
        List<Schema> others = schema.getTypes().stream()
                .filter(branch -> branch.getType() != Type.NULL)
                .toList();
        return others.size() == 1 ? others.get(0) : schema;
    }
}
