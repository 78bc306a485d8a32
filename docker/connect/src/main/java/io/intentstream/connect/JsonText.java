package io.intentstream.connect;

import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;

/**
 * Turns a record's value into one line of JSON, for sinks that store text.
 *
 * @param <R> the kind of record
 */
public final class JsonText<R extends ConnectRecord<R>> extends ValueTransformation<R> {

    @Override
    SchemaAndValue transform(Struct value) {
        return new SchemaAndValue(Schema.STRING_SCHEMA, Json.text(value.schema(), value));
    }
}
