package io.intentstream.wire;

import io.intentstream.config.SerdeConfig;
import io.intentstream.core.avro.EncodedRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The serializer's and the deserializer's class, and their settings. Classes are loaded by name, so that Confluent's, which
 * are not on Maven Central, can replace ours.
 *
 * @param serializerClass a {@link Serializer} with a constructor without arguments
 * @param deserializerClass a {@link Deserializer} with a constructor without arguments
 * @param settings settings of both, such as {@code schema.registry.url}; other keys are ignored
 */
public record SerdeSettings(String serializerClass, String deserializerClass, Map<String, String> settings) {
    private static final String KEY = "serde.class";

    public SerdeSettings {
        settings = Map.copyOf(settings);
    }

    /** Our own classes. */
    public static SerdeSettings ours(Map<String, String> settings) {
        return new SerdeSettings(
                ConfluentAvroSerializer.class.getName(), ConfluentAvroDeserializer.class.getName(), settings);
    }

    /**
     * The value of {@code serde.class}: the serializer's and the deserializer's class, separated by a comma.
     *
     * @throws ConfigException when it does not hold two names
     */
    public static SerdeSettings named(String classes, Map<String, String> settings) {
        String[] names = classes.split(",");
        if (names.length != 2 || names[0].isBlank() || names[1].isBlank()) {
            throw new ConfigException(
                    KEY, classes, "must name two classes separated by a comma: the serializer, then the deserializer");
        }
        return new SerdeSettings(names[0].strip(), names[1].strip(), settings);
    }

    /** The classes of {@code serde.class} if it is set, otherwise our own. */
    public static SerdeSettings of(SerdeConfig config) {
        return config.classes().map(names -> named(names, config.settings())).orElseGet(() -> ours(config.settings()));
    }

    boolean isOurs() {
        return deserializerClass.equals(ConfluentAvroDeserializer.class.getName());
    }

    /** A configured serializer of record values; the caller closes it. */
    public <T extends SpecificRecord> Serializer<T> serializer() {
        return serializer(Thread.currentThread().getContextClassLoader());
    }

    /** As {@link #serializer()}, with a class loader that finds its class. */
    @SuppressWarnings("unchecked") // a serializer by name cannot say what it writes
    public <T extends SpecificRecord> Serializer<T> serializer(ClassLoader loader) {
        return inContextOf(loader, () -> {
            Serializer<T> serializer = load(serializerClass, Serializer.class, loader);
            serializer.configure(effective(), false);
            return serializer;
        });
    }

    /**
     * A serializer of encoded records; the caller closes it. A foreign serializer takes records, so each record is decoded
     * for it.
     *
     * @param schema the schema of the records' generated class
     */
    public <T extends SpecificRecord> Serializer<EncodedRecord<T>> serializerOfEncoded(Schema schema) {
        if (serializerClass.equals(ConfluentAvroSerializer.class.getName())) {
            return new FramingSerializer<>(schema, SchemaRegistryClient.from(effective()));
        }
        Serializer<SpecificRecord> records = serializer();
        return new Serializer<>() {
            @Override
            public byte[] serialize(String topic, EncodedRecord<T> encoded) {
                return records.serialize(topic, encoded.read());
            }

            @Override
            public void close() {
                records.close();
            }
        };
    }

    /** A configured deserializer of record values; each value becomes the class with its schema's name. */
    public <T extends SpecificRecord> Deserializer<T> deserializer() {
        return deserializer(Thread.currentThread().getContextClassLoader());
    }

    /** As {@link #deserializer()}, with a class loader that finds its class. */
    @SuppressWarnings("unchecked") // a deserializer by name cannot say what it reads
    public <T extends SpecificRecord> Deserializer<T> deserializer(ClassLoader loader) {
        return inContextOf(loader, () -> {
            Deserializer<T> deserializer = load(deserializerClass, Deserializer.class, loader);
            deserializer.configure(effective(), false);
            return deserializer;
        });
    }

    /** Kafka loads classes that settings name with the thread's class loader. */
    private static <S> S inContextOf(ClassLoader loader, Supplier<S> made) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return made.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Confluent's deserializer returns generic records by default. */
    private Map<String, Object> effective() {
        Map<String, Object> effective = new HashMap<>(settings);
        effective.putIfAbsent("specific.avro.reader", "true");
        return effective;
    }

    private static <S> S load(String name, Class<S> kind, ClassLoader loader) {
        try {
            return Class.forName(name, true, loader)
                    .asSubclass(kind)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            throw new ConfigException(
                    KEY, name, "is not on the class path; Confluent's classes need a build with the profile confluent");
        } catch (ClassCastException e) {
            throw new ConfigException(KEY, name, "is not a " + kind.getName());
        } catch (ReflectiveOperationException e) {
            throw new ConfigException(KEY, name, "cannot be created: " + e);
        }
    }

    /** Settings may hold credentials. */
    @Override
    public String toString() {
        return "SerdeSettings[serializerClass=" + serializerClass + ", deserializerClass=" + deserializerClass + "]";
    }
}
