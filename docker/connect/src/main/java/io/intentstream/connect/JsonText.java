package io.intentstream.connect;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Makes of a record's value one line of JSON, for sinks that store text. Tombstones pass as they are.
 *
 * @param <R> the kind of record
 */
public final class JsonText<R extends ConnectRecord<R>> implements Transformation<R> {

    /** @throws DataException when the value is no record with a schema */
    @Override
    public R apply(R record) {
        if (record.value() == null) {
            return record;
        }
        if (!(record.value() instanceof Struct value)) {
            throw new DataException("JsonText needs a record with a schema, but the value on topic " + record.topic()
                    + " is " + record.value().getClass().getName() + "; set value.converter to an Avro converter");
        }
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                Schema.STRING_SCHEMA,
                Json.text(value.schema(), value),
                record.timestamp(),
                record.headers());
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public void configure(Map<String, ?> settings) {
        // There is nothing to set.
    }

    @Override
    public void close() {
        // There is nothing to let go.
    }
}
