package io.intentstream.wire;

import io.intentstream.core.avro.AvroOutput;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes generated Avro records in Confluent's wire format. The bytes are those of Confluent's serializer with the same
 * settings; the subject is {@code <topic>-value} (or {@code -key}). The registry is asked once per topic and record type. Safe
 * for use by many threads, since Kafka Streams shares a sink's serializer among its threads.
 *
 * @param <T> the records' type; one serializer writes any mix of types
 */
public final class ConfluentAvroSerializer<T extends SpecificRecord> implements Serializer<T> {
    private final Map<String, Map<Class<?>, Encoding>> encodings = new ConcurrentHashMap<>();
    private final ThreadLocal<AvroOutput> outputs = ThreadLocal.withInitial(AvroOutput::new);
    private @Nullable SchemaRegistryClient registry;
    private String subjectSuffix = "-value";

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        registry = SchemaRegistryClient.from(configs);
        subjectSuffix = isKey ? "-key" : "-value";
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T value) {
        if (value == null) {
            return null;
        }
        Encoding encoding = encoding(topic, value);
        try {
            return encode(encoding, value, outputs.get());
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "A record for topic %s is not a valid %s: a field is missing or has the wrong type"
                            .formatted(topic, value.getSchema().getFullName()),
                    e);
        }
    }

    private static byte[] encode(Encoding encoding, Object value, AvroOutput out) throws IOException {
        out.reset();
        WireFormat.writePrefix(out, encoding.schemaId());
        encoding.writer().write(value, out);
        return out.toBytes();
    }

    private Encoding encoding(String topic, T value) {
        Map<Class<?>, Encoding> ofTopic = encodings.computeIfAbsent(topic, t -> new ConcurrentHashMap<>());
        Encoding known = ofTopic.get(value.getClass());
        if (known != null) {
            return known;
        }
        if (registry == null) {
            throw new IllegalStateException("configure() must come before serialize()");
        }
        Schema schema = value.getSchema();
        int id = registry.idOf(topic + subjectSuffix, schema);
        Encoding encoding = new Encoding(id, new SpecificDatumWriter<>(schema));
        ofTopic.put(value.getClass(), encoding);
        return encoding;
    }

    private record Encoding(int schemaId, SpecificDatumWriter<Object> writer) {}
}
