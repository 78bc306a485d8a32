package io.intentstream.serde;

import io.intentstream.event.RejectReason;
import io.intentstream.event.Validation;
import io.intentstream.schema.ClickEvent;
import io.intentstream.serde.ReadFailure.BadBytes;
import io.intentstream.serde.ReadFailure.Fatal;
import io.intentstream.serde.ReadFailure.RegistryAway;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

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

    private final Deserializer<?> deserializer;
    private final FailureReading failures;
    private final RegistryWait registryWait;

    private EventReader(Deserializer<?> deserializer, FailureReading failures, Duration patience) {
        this.deserializer = deserializer;
        this.failures = failures;
        this.registryWait = new RegistryWait(patience);
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
        if (!settings.isOurs()) {
            return new EventReader(settings.deserializer(loader), FailureReading::foreign, patience);
        }
        ConfluentAvroDeserializer<ClickEvent> ours = new ConfluentAvroDeserializer<>(ClickEvent.class);
        ours.configure(settings.settings(), false);
        return new EventReader(ours, FailureReading::ours, patience);
    }

    /**
     * Reads one value. Semantic checks (user id, times, ranges) are not its business.
     *
     * @throws RegistryUnavailableException when the registry stays away longer than the patience, or {@link #close()} ends
     *     the wait; the record is neither read nor rejected
     * @throws RegistryRefusedException when the registry turns us away, such as for wrong credentials
     */
    public Validation read(String topic, Headers headers, byte[] value) {
        if (value == null || value.length == 0) {
            return new Validation.Rejected(RejectReason.EMPTY_VALUE, "the record has no value");
        }
        RegistryWait.Attempt attempt = registryWait.begin();
        while (true) {
            try {
                ClickEvent event = event(deserializer.deserialize(topic, headers, value));
                attempt.succeeded();
                return new Validation.Accepted(event);
            } catch (RuntimeException e) {
                ReadFailure failure = failures.read(e);
                if (failure instanceof BadBytes bad) {
                    attempt.succeeded();
                    return new Validation.Rejected(bad.reason(), bad.message());
                }
                if (failure instanceof Fatal fatal) {
                    throw fatal.cause();
                }
                attempt.pause((RegistryAway) failure, e);
            }
        }
    }

    private ClickEvent event(Object read) {
        if (read instanceof ClickEvent event) {
            return event;
        }
        throw new ConfigException("%s reads a %s where a ClickEvent is due: it must give generated classes"
                .formatted(
                        deserializer.getClass().getName(),
                        read == null ? "null" : read.getClass().getName()));
    }

    /** Ends every wait in progress and closes the deserializer. */
    @Override
    public void close() {
        registryWait.close();
        deserializer.close();
    }
}
