package io.intentstream.connect;

import java.util.List;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * Turns a record's value into a row: one field per column, for sinks that store no nested values. See {@link Column} for the
 * columns.
 *
 * @param <R> the kind of record
 */
public final class FlatColumns<R extends ConnectRecord<R>> extends ValueTransformation<R> {
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

    /** @throws org.apache.kafka.connect.errors.DataException when two fields would become one column */
    @Override
    SchemaAndValue transform(Struct value) {
        Row row = rows.get(value.schema());
        if (row == null) {
            row = Row.of(value.schema());
            rows.put(value.schema(), row);
        }
        return new SchemaAndValue(row.schema(), row.fill(value));
    }
}
