package io.intentstream.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    private static final Schema SCHEMA = SchemaBuilder.struct()
            .field("name", Schema.STRING_SCHEMA)
            .field("nothing", Schema.OPTIONAL_STRING_SCHEMA)
            .field("share", Schema.FLOAT64_SCHEMA)
            .field("count", Schema.INT32_SCHEMA)
            .field("late", Schema.BOOLEAN_SCHEMA)
            .field("price", Decimal.schema(2))
            .field("bytes", Schema.BYTES_SCHEMA)
            .build();

    private final JsonText<SinkRecord> text = new JsonText<>();

    private static Struct value() {
        return new Struct(SCHEMA)
                .put("name", "two\nlines")
                .put("share", Double.NaN)
                .put("count", -1)
                .put("late", true)
                .put("price", new BigDecimal("19.99"))
                .put("bytes", ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }

    private static SinkRecord record(Schema schema, Object value) {
        return new SinkRecord("topic", 0, null, null, schema, value, 0);
    }

    @Test
    void shouldWriteARecordAsOneLine() {
        assertThat(text.apply(record(SCHEMA, value())).value())
                .isEqualTo("{\"name\":\"two\\nlines\",\"nothing\":null,\"share\":null,\"count\":-1,\"late\":true,"
                        + "\"price\":19.99,\"bytes\":\"AQID\"}");
    }

    @Test
    void shouldLetTombstonesPass() {
        // Given
        SinkRecord tombstone = record(null, null);

        // Then
        assertThat(text.apply(tombstone)).isSameAs(tombstone);
    }

    @Test
    void shouldRefuseMapsWhoseKeysAreNoText() {
        // Given
        Schema map =
                SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.STRING_SCHEMA).build();
        Schema schema = SchemaBuilder.struct().field("map", map).build();

        // Then
        assertThatThrownBy(() -> text.apply(record(schema, new Struct(schema).put("map", Map.of(1, "one")))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("INT32");
    }
}
