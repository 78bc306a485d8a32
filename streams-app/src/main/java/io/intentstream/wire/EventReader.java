package io.intentstream.wire;

import io.intentstream.core.event.Validation;
import io.intentstream.schema.ClickEvent;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;

/**
 * Turns a record's bytes into an event, or says why they are none. A bad record is a value, so that the stream goes on; a
 * registry that is away is not the record's fault, so the reader waits for it, and only an exception ends the wait. Safe
 * for use by many threads.
 *
 * <p>While it waits, the consumer does not poll: keep the patience below {@code max.poll.interval.ms} (5 minutes by
 * default), or the group takes the partition away.
 */
public final class EventReader implements AutoCloseable {
    /** Patience with a registry that is away, unless told otherwise. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(3);

    private final PatientReader<ClickEvent> reader;

    private EventReader(PatientReader<ClickEvent> reader) {
        this.reader = reader;
    }

    /**
     * @param settings the deserializer's class and settings
     * @param patience how long one record waits for a registry that is away
     * @throws ConfigException when a setting is wrong
     */
    public static EventReader open(SerdeSettings settings, Duration patience) {
        return open(settings, patience, Thread.currentThread().getContextClassLoader());
    }

    /** As {@link #open(SerdeSettings, Duration)}, a foreign deserializer's class taken from a class loader. */
    public static EventReader open(SerdeSettings settings, Duration patience, ClassLoader loader) {
        return new EventReader(PatientReader.open(ClickEvent.class, settings, patience, loader));
    }

    /**
     * Reads one value. Semantic checks (user id, times, ranges) are not its business.
     *
     * @throws RegistryUnavailableException when the registry stays away longer than the patience, or {@link #close()} ends
     *     the wait; the record is neither read nor rejected
     * @throws RegistryRefusedException when the registry turns us away, such as for wrong credentials
     */
    public Validation read(String topic, Headers headers, byte[] value) {
        return reader.read(topic, headers, value, Validation.Accepted::new, rejected -> rejected);
    }

    /** Ends every wait in progress and closes the deserializer. */
    @Override
    public void close() {
        reader.close();
    }
}
