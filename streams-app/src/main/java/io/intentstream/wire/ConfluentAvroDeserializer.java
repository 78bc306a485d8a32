package io.intentstream.wire;

import io.intentstream.core.avro.ConversionException;
import io.intentstream.core.avro.WriterSchemaReader;
import io.intentstream.core.event.RejectReason;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Confluent's wire format into generated Avro records that were written with any compatible schema. It is stricter than
 * Confluent's deserializer: bytes after the record, malformed UTF-8 and lengths beyond the end are {@link
 * RejectedBytesException}s. Safe for use by many threads.
 *
 * <p>The type read is the one given to the constructor or named by {@code specific.avro.value.type} ({@code
 * specific.avro.key.type}); without either, the class with the writer schema's name. {@code specific.avro.reader=false}, which
 * makes Confluent's deserializer return generic records, is refused.
 *
 * @param <T> the records' type
 */
public final class ConfluentAvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {
    private final Map<Integer, DatumReader<T>> readers = new ConcurrentHashMap<>();
    private @Nullable Class<T> type;
    private @Nullable SchemaRegistryClient registry;

    /** Of the value that some thread read last: usually that of the next one. */
    private int latestId = -1;

    /** Takes the type from the settings or from the writer. */
    public ConfluentAvroDeserializer() {}

    public ConfluentAvroDeserializer(Class<T> type) {
        this.type = type;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        SettingsMap settings = new SettingsMap(configs);
        if (!settings.flag("specific.avro.reader", true)) {
            throw new ConfigException(
                    "specific.avro.reader", false, "this deserializer reads generated records only; leave it out");
        }
        String typeKey = isKey ? "specific.avro.key.type" : "specific.avro.value.type";
        settings.text(typeKey).ifPresent(name -> type = namedType(typeKey, name));
        registry = SchemaRegistryClient.from(configs);
    }

    @SuppressWarnings("unchecked") // the settings must name the class T
    private static <T> Class<T> namedType(String key, String name) {
        try {
            Class<?> named = Class.forName(name, true, Thread.currentThread().getContextClassLoader());
            return (Class<T>) named.asSubclass(SpecificRecord.class);
        } catch (ClassNotFoundException | ClassCastException e) {
            throw new ConfigException(key, name, "must be a class generated from an Avro schema, on the class path");
        }
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        int schemaId = WireFormat.readSchemaId(value);
        DatumReader<T> reader = reader(schemaId);
        StrictBinaryDecoder decoder = new StrictBinaryDecoder(value, WireFormat.PREFIX_BYTES);
        T result = read(reader, decoder, schemaId);
        if (decoder.remaining() > 0) {
            throw new RejectedBytesException(
                    RejectReason.UNDECODABLE, "%d bytes follow the record".formatted(decoder.remaining()));
        }
        return result;
    }

    /** Starts to ask for the schema of a value that will be read soon; returns at once, and never fails. */
    void askAhead(byte[] value) {
        if (WireFormat.hasPrefix(value)) {
            int schemaId = WireFormat.readSchemaId(value);
            if (schemaId != latestId && registry != null && !readers.containsKey(schemaId)) {
                registry.askAhead(schemaId);
            }
        }
    }

    private static <T> T read(DatumReader<T> reader, StrictBinaryDecoder decoder, int schemaId) {
        try {
            return reader.read(null, decoder);
        } catch (MalformedTextException e) {
            throw new RejectedBytesException(RejectReason.INVALID_UTF8, "a text of the record is not valid UTF-8", e);
        } catch (ConversionException e) {
            throw new RejectedBytesException(RejectReason.UNDECODABLE, e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            throw new RejectedBytesException(
                    RejectReason.UNDECODABLE,
                    "the bytes do not read with schema id %d: %s".formatted(schemaId, e.getMessage()),
                    e);
        }
    }

    private DatumReader<T> reader(int schemaId) {
        DatumReader<T> known = readers.get(schemaId);
        if (known != null) {
            latestId = schemaId;
            return known;
        }
        if (registry == null) {
            throw new IllegalStateException("configure() must come before deserialize()");
        }
        Schema writer = registry.schemaOf(schemaId);
        DatumReader<T> reader = reader(type != null ? type : classOf(writer), writer);
        readers.put(schemaId, reader);
        return reader;
    }

    /** When no record of the writer can be read, neither can the next one. */
    private static <T extends SpecificRecord> DatumReader<T> reader(Class<T> target, Schema writer) {
        try {
            return WriterSchemaReader.of(target, writer);
        } catch (ConversionException e) {
            return new DatumReader<>() {
                @Override
                public void setSchema(Schema schema) {}

                @Override
                public T read(T reuse, Decoder in) {
                    throw e;
                }
            };
        }
    }

    @SuppressWarnings("unchecked") // T is the writer's type when no type was named
    private Class<T> classOf(Schema writer) {
        Class<?> named = SpecificData.get().getClass(writer);
        if (named == null || !SpecificRecord.class.isAssignableFrom(named)) {
            throw new RejectedBytesException(
                    RejectReason.UNDECODABLE,
                    "no generated class has the name of the writer's schema, " + writer.getFullName());
        }
        return (Class<T>) named;
    }
}
