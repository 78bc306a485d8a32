package io.intentstream.wire.format;

import io.intentstream.config.AppConfig;
import io.intentstream.config.InputFormat;
import io.intentstream.config.InputFormats;
import io.intentstream.config.InvalidConfigException;
import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import io.intentstream.schema.ClickEvent;
import io.intentstream.wire.SerdeSettings;
import io.intentstream.wire.ValueReader;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of input topics, each in its topic's format. Needs a schema registry only when one of the topics is written
 * in clickevent-avro. Safe for use by many threads.
 */
public final class EventReader implements AutoCloseable {
    /** Null when no topic is written in Avro. */
    private final @Nullable ValueReader<ClickEvent> avro;

    /** The readers of topics in other formats. */
    private final Map<String, MessageReader> byTopic;

    private EventReader(@Nullable ValueReader<ClickEvent> avro, Map<String, MessageReader> byTopic) {
        this.avro = avro;
        this.byTopic = byTopic;
    }

    /**
     * Opens the readers for these topics, and reads the mapping file.
     *
     * @throws io.intentstream.config.InvalidConfigException when the mapping file cannot be used
     * @throws org.apache.kafka.common.config.ConfigException when a setting of the deserializer is wrong
     */
    public static EventReader open(AppConfig config, List<String> topics) {
        InputFormats formats = config.formats();
        Mapping mapping = formats.mapping().map(Mapping::read).orElse(Mapping.NONE);
        Map<InputFormat, MessageReader> readers = new EnumMap<>(InputFormat.class);
        Map<String, MessageReader> byTopic = new HashMap<>();
        for (String topic : topics) {
            InputFormat format = formats.of(topic);
            if (format == InputFormat.CSV && mapping.csv().columns().isEmpty()) {
                throw new InvalidConfigException(
                        List.of("the topic " + topic + " is written in csv, and its records have no"
                                + " header: name their columns as csv.columns in a mapping file, and that file as"
                                + " input.mapping.path"));
            }
            if (format != InputFormat.CLICKEVENT_AVRO) {
                byTopic.put(topic, readers.computeIfAbsent(format, each -> MessageReader.open(each, mapping)));
            }
        }
        return new EventReader(byTopic.size() == topics.size() ? null : avro(config), byTopic);
    }

    private static ValueReader<ClickEvent> avro(AppConfig config) {
        return ValueReader.open(
                ClickEvent.class,
                SerdeSettings.of(config.serde()),
                config.serde().registryWait());
    }

    /**
     * Reads one value. Does not check what the event says (user id, times, ranges).
     *
     * @param topic one of those for which this was opened
     * @throws io.intentstream.wire.RegistryUnavailableException when the registry is needed and stays unavailable; the value is
     *     neither read nor rejected
     * @throws io.intentstream.wire.RegistryRefusedException when the registry refuses the request
     */
    public Validation read(String topic, Headers headers, byte @Nullable [] value) {
        MessageReader other = byTopic.isEmpty() ? null : byTopic.get(topic);
        if (other != null) {
            return read(other, value);
        }
        if (avro == null) {
            throw new IllegalArgumentException("this reader was not opened for the topic " + topic);
        }
        return avro.read(topic, headers, value, Validation.Accepted::new, rejected -> rejected);
    }

    /** An event without an id gets one from its bytes, so that a record that is repeated is a duplicate. */
    private static Validation read(MessageReader reader, byte @Nullable [] value) {
        if (value == null || value.length == 0) {
            return new Validation.Rejected(RejectReason.EMPTY_VALUE, "the record has no value");
        }
        Validation read = reader.read(value, 0, value.length);
        if (read instanceof Validation.Accepted accepted && accepted.event().getEventId() == null) {
            accepted.event().setEventId(ContentId.of(value, 0, value.length));
        }
        return read;
    }

    /** Announces a value that will be read soon, see {@link ValueReader#announce}. */
    public void announce(byte @Nullable [] value) {
        if (avro != null) {
            avro.announce(value);
        }
    }

    /** Ends every wait for the registry. */
    @Override
    public void close() {
        if (avro != null) {
            avro.close();
        }
    }
}
