package io.intentstream.connect;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Replaces the value of each record; tombstones have none. A key that is text is made {@linkplain Storable storable}, as the
 * value's texts are, so that both still name the same row.
 *
 * @param <R> the kind of record
 */
abstract class ValueTransformation<R extends ConnectRecord<R>> implements Transformation<R> {

    /** The new value, with its schema. */
    abstract SchemaAndValue transform(Struct value);

    /** @throws DataException when the value is not a record with a schema, or cannot be transformed */
    @Override
    public final R apply(R record) {
        Object key = record.key() instanceof String text ? Storable.text(text) : record.key();
        if (record.value() == null) {
            return key == record.key() ? record : with(record, key, record.valueSchema(), null);
        }
        if (!(record.value() instanceof Struct value)) {
            throw new DataException(getClass().getSimpleName()
                    + " needs a record with a schema, but the value on topic "
                    + record.topic() + " is " + record.value().getClass().getName()
                    + "; set value.converter to an Avro converter");
        }
        SchemaAndValue transformed = transform(value);
        return with(record, key, transformed.schema(), transformed.value());
    }

    private R with(R record, Object key, Schema valueSchema, Object value) {
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                key,
                valueSchema,
                value,
                record.timestamp(),
                record.headers());
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public void configure(Map<String, ?> settings) {
        // There are no settings.
    }

    @Override
    public void close() {
        // There are no resources.
    }
}
