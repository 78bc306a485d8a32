package io.intentstream.core.avro;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a writer's record becomes the reader's: which fields are converted. Chosen once for a writer's schema.
 *
 * @param target the reader's schema of the record
 * @param fields by the target's positions; null for fields that Avro's resolution reads
 */
record RecordConversion(Schema target, List<@Nullable FieldConversion> fields) {

    /**
     * The conversion of a record.
     *
     * @param path what stands before the names of the fields in messages; empty, or ends with a dot
     * @throws ConversionException when a field's type cannot become the reader's
     */
    static RecordConversion of(String path, Schema writer, Schema target) {
        List<@Nullable FieldConversion> fields = new ArrayList<>();
        for (Schema.Field field : target.getFields()) {
            Schema.Field written = writer.getType() == Schema.Type.RECORD ? writer.getField(field.name()) : null;
            fields.add(
                    written == null ? null : FieldConversion.of(path + field.name(), written.schema(), field.schema()));
        }
        return new RecordConversion(target, fields);
    }

    /** Whether Avro's own resolution does not do. */
    boolean isNeeded() {
        return fields.stream().anyMatch(Objects::nonNull);
    }

    /** The target schema, with the types to read where values are converted afterwards. */
    Schema reading() {
        List<Schema.Field> read = new ArrayList<>();
        for (Schema.Field field : target.getFields()) {
            FieldConversion conversion = fields.get(field.pos());
            read.add(
                    conversion == null
                            ? new Schema.Field(field, field.schema())
                            : new Schema.Field(field.name(), conversion.reading()));
        }
        return Schema.createRecord(target.getName(), target.getDoc(), target.getNamespace(), false, read);
    }
}
