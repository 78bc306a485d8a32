package io.intentstream.wire;

import io.intentstream.core.avro.EncodedRecord;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Puts Confluent's prefix before encoded records. The bytes are those that {@link ConfluentAvroSerializer} writes for the
 * record. Safe for use by many threads.
 */
final class FramingSerializer<T extends SpecificRecord> implements Serializer<EncodedRecord<T>> {
    private final Schema schema;
    private final SchemaRegistryClient registry;
    private final Map<String, Integer> ids = new ConcurrentHashMap<>();

    /**
     * @param schema the values' schema
     * @param registry returns the schema's id; it is asked once for each topic
     */
    FramingSerializer(Schema schema, SchemaRegistryClient registry) {
        this.schema = schema;
        this.registry = registry;
    }

    @Override
    public byte[] serialize(String topic, EncodedRecord<T> encoded) {
        Integer id = ids.get(topic);
        if (id == null) {
            id = registry.idOf(topic + "-value", schema);
            ids.put(topic, id);
        }
        return WireFormat.framed(id, encoded);
    }
}
