package io.intentstream.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How the input is written.
 *
 * @param usual the format of topics that have none of their own
 * @param byTopic the formats of topics that have one of their own
 * @param mapping the mapping file, for all formats but clickevent-avro
 */
public record InputFormats(InputFormat usual, Map<String, InputFormat> byTopic, Optional<Path> mapping) {

    /** The format of a topic. */
    public InputFormat of(String topic) {
        return byTopic.getOrDefault(topic, usual);
    }
}
