package io.intentstream.connect;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Makes of a record's value a row: one field per column, for sinks that store no nested values. See {@link Column} for the
 * columns. Tombstones pass as they are.
 *
 * @param <R> the kind of record
 */
public final class FlatColumns<R extends ConnectRecord<R>> implements Transformation<R> {
    private static final int SCHEMAS = 16;

    private final Cache<Schema, Row> rows = new SynchronizedCache<>(new LRUCache<>(SCHEMAS));

    private record Row(Schema schema, List<Column> columns) {
        static Row of(Schema value) {
            List<Column> columns = Column.of(value);
            SchemaBuilder schema = SchemaBuilder.struct()
                    .name(value.name())
                    .version(value.version())
                    .doc(value.doc());
            columns.forEach(column -> schema.field(column.name(), column.schema()));
            return new Row(schema.build(), columns);
        }

        Struct fill(Struct value) {
            Struct row = new Struct(schema);
            columns.forEach(column -> row.put(column.name(), column.content().apply(value)));
            return row;
        }
    }

    /**
     * @throws DataException when the value is no record with a schema, as a converter without schemas makes them, or two
     *     of its fields would become one column
     */
    @Override
    public R apply(R record) {
        if (record.value() == null) {
            return record;
        }
        if (!(record.value() instanceof Struct value)) {
            throw new DataException("FlatColumns needs a record with a schema, but the value on topic " + record.topic()
                    + " is " + record.value().getClass().getName() + "; set value.converter to an Avro converter");
        }
        Row row = rows.get(value.schema());
        if (row == null) {
            row = Row.of(value.schema());
            rows.put(value.schema(), row);
        }
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                row.schema(),
                row.fill(value),
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
