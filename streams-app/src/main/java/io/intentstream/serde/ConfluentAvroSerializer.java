package io.intentstream.serde;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes generated Avro records in Confluent's wire format, byte for byte as Confluent's own serializer does with the same
 * settings; the subject is {@code <topic>-value} (or {@code -key}). The registry is asked once per topic and record type.
 * Safe for use by many threads, since Kafka Streams shares a sink's serializer among its own.
 *
 * @param <T> the records' type; one serializer writes any mix of types
 */
public final class ConfluentAvroSerializer<T extends SpecificRecord> implements Serializer<T> {
    private final Map<String, Map<Class<?>, Encoding<T>>> encodings = new ConcurrentHashMap<>();
    private final ThreadLocal<Buffers> buffers = ThreadLocal.withInitial(Buffers::new);
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
        Encoding<T> encoding = encoding(topic, value);
        try {
            return buffers.get().encode(encoding, value);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "A record for topic %s is no valid %s: a field is missing or of the wrong type"
                            .formatted(topic, value.getSchema().getFullName()),
                    e);
        }
    }

    private Encoding<T> encoding(String topic, T value) {
        Map<Class<?>, Encoding<T>> ofTopic = encodings.computeIfAbsent(topic, t -> new ConcurrentHashMap<>());
        Encoding<T> known = ofTopic.get(value.getClass());
        if (known != null) {
            return known;
        }
        if (registry == null) {
            throw new IllegalStateException("configure() must come before serialize()");
        }
        Schema schema = value.getSchema();
        int id = registry.idOf(topic + subjectSuffix, schema);
        Encoding<T> encoding = new Encoding<>(id, new SpecificDatumWriter<>(schema, SpecificData.getForSchema(schema)));
        ofTopic.put(value.getClass(), encoding);
        return encoding;
    }

    private record Encoding<T>(int schemaId, DatumWriter<T> writer) {}

    /** One thread's buffer and encoder. */
    private static final class Buffers {
        private final AvroOutput out = new AvroOutput();
        private @Nullable BinaryEncoder encoder;

        <T> byte[] encode(Encoding<T> encoding, T value) throws IOException {
            out.reset();
            WireFormat.writePrefix(out, encoding.schemaId());
            encoder = EncoderFactory.get().binaryEncoder(out, encoder);
            encoding.writer().write(value, encoder);
            encoder.flush();
            return out.toByteArray();
        }
    }
}
