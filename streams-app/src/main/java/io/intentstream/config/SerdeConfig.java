package io.intentstream.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The serializer and the deserializer of values.
 *
 * @param classes {@code serde.class}: names of a Kafka Serializer and a Kafka Deserializer, separated by a comma; empty
 *     means intentstream's own
 * @param registryWait how long to wait for a registry that does not answer
 * @param settings of both, under Confluent's names: {@code schema.registry.url},
 *     {@code basic.auth.user.info} and so on
 */
public record SerdeConfig(Optional<String> classes, Duration registryWait, Map<String, String> settings) {

    public SerdeConfig {
        settings = Map.copyOf(settings);
    }

    /** Prints the names of the settings without their values, because some are secrets. */
    @Override
    public String toString() {
        return "SerdeConfig[classes=" + classes + ", registryWait=" + registryWait + ", settings="
                + new TreeSet<>(settings.keySet()) + "]";
    }
}
