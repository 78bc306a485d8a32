package io.intentstream.wire;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;

/**
 * Confluent's serializer and deserializer with their own Kafka and Avro, in a class loader that does not see the
 * product; hence the reflection.
 */
final class IsolatedConfluent implements AutoCloseable {
    private static final Path JAR = Path.of("target", "confluent", "confluent-avro.jar");

    private final URLClassLoader loader = new URLClassLoader(new URL[] {jar()}, ClassLoader.getPlatformClassLoader());
    private final Object serializer;
    private final Object deserializer;

    IsolatedConfluent(String registryUrl) throws ReflectiveOperationException {
        Map<String, Object> settings = Map.of("schema.registry.url", registryUrl);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            serializer = configured("io.confluent.kafka.serializers.KafkaAvroSerializer", settings);
            deserializer = configured("io.confluent.kafka.serializers.KafkaAvroDeserializer", settings);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The jar with Confluent's classes, copied by the build. */
    static URL jar() {
        try {
            return JAR.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object configured(String className, Map<String, Object> settings) throws ReflectiveOperationException {
        Object made = loader.loadClass(className).getConstructor().newInstance();
        made.getClass().getMethod("configure", Map.class, boolean.class).invoke(made, settings, false);
        return made;
    }

    /** The result of Confluent's deserializer: a generic record of its own Avro. */
    Object deserialize(String topic, byte[] bytes) throws ReflectiveOperationException {
        return deserializer
                .getClass()
                .getMethod("deserialize", String.class, byte[].class)
                .invoke(deserializer, topic, bytes);
    }

    /** Confluent's bytes for a record that {@link #deserialize} returned. */
    byte[] serialize(String topic, Object record) throws ReflectiveOperationException {
        return (byte[]) serializer
                .getClass()
                .getMethod("serialize", String.class, Object.class)
                .invoke(serializer, topic, record);
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
