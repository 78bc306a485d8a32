package io.intentstream.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How values are turned into bytes.
 *
 * @param serializerClass name of a Kafka Serializer; empty means intentstream's own
 * @param deserializerClass name of a Kafka Deserializer; empty means intentstream's own
 * @param registryWait how long to wait for a registry that does not answer
 * @param settings what both are configured with, under Confluent's names: {@code schema.registry.url},
 *     {@code basic.auth.user.info} and so on
 */
public record SerdeSettings(
        Optional<String> serializerClass,
        Optional<String> deserializerClass,
        Duration registryWait,
        Map<String, Object> settings) {

    public SerdeSettings {
        settings = Map.copyOf(settings);
    }

    /** Names the settings without their values, since some are secrets. */
    @Override
    public String toString() {
        return "SerdeSettings[serializerClass=" + serializerClass + ", deserializerClass=" + deserializerClass
                + ", registryWait=" + registryWait + ", settings=" + new TreeSet<>(settings.keySet()) + "]";
    }
}
