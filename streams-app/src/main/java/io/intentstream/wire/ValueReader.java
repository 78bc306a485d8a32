package io.intentstream.wire;

import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import io.intentstream.wire.ReadFailure.BadBytes;
import io.intentstream.wire.ReadFailure.Fatal;
import io.intentstream.wire.ReadFailure.RegistryUnavailable;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Turns a value's bytes into a record of one type, or into the reason why it is none. Bad bytes are a value, so that the
 * stream goes on. A registry that is unavailable is not the record's fault: the reader waits for it, and only an exception
 * ends the wait. Safe for use by many threads.
 *
 * <p>While it waits, the consumer does not poll: keep the patience below {@code max.poll.interval.ms}, or the group takes the
 * partition away.
 *
 * @param <T> the type read
 */
public final class ValueReader<T extends SpecificRecord> implements AutoCloseable {
    private final Class<T> type;
    private final Deserializer<?> deserializer;
    private final FailureReading failures;
    private final Consumer<byte[]> askAhead;
    private final RegistryWait registryWait;

    private ValueReader(
            Class<T> type,
            Deserializer<?> deserializer,
            FailureReading failures,
            Consumer<byte[]> askAhead,
            Duration patience) {
        this.askAhead = askAhead;
        this.type = type;
        this.deserializer = deserializer;
        this.failures = failures;
        this.registryWait = new RegistryWait(patience);
    }

    /**
     * @param settings the deserializer's class and settings
     * @param patience how long one record waits for a registry that is unavailable
     * @throws ConfigException when a setting is wrong
     */
    public static <T extends SpecificRecord> ValueReader<T> open(
            Class<T> type, SerdeSettings settings, Duration patience) {
        return open(type, settings, patience, Thread.currentThread().getContextClassLoader());
    }

    /** As {@link #open(Class, SerdeSettings, Duration)}; the loader finds the class of a foreign deserializer. */
    static <T extends SpecificRecord> ValueReader<T> open(
            Class<T> type, SerdeSettings settings, Duration patience, ClassLoader loader) {
        if (!settings.isOurs()) {
            return new ValueReader<>(
                    type, settings.deserializer(loader), FailureReading::foreign, value -> {}, patience);
        }
        ConfluentAvroDeserializer<T> ours = new ConfluentAvroDeserializer<>(type);
        ours.configure(settings.settings(), false);
        return new ValueReader<>(type, ours, FailureReading::ours, ours::askAhead, patience);
    }

    /**
     * Announces a value that will be read soon. A schema that is not known yet is asked for in the background, so that many
     * values with such schemas do not wait for the registry one after the other. Returns at once, and never fails.
     */
    public void announce(byte @Nullable [] value) {
        if (value != null) {
            askAhead.accept(value);
        }
    }

    /**
     * Reads one value. Does not check what the record says (user id, times, ranges).
     *
     * @param good turns a record into the result
     * @param bad turns the reason into the result when the bytes are no such record
     * @throws RegistryUnavailableException when the registry stays unavailable longer than the patience, or {@link #close()}
     *     ends the wait; the record is neither read nor rejected
     * @throws RegistryRefusedException when the registry refuses the request, such as for wrong credentials
     */
    public <R> R read(
            String topic,
            Headers headers,
            byte @Nullable [] value,
            Function<T, R> good,
            Function<Validation.Rejected, R> bad) {
        if (value == null || value.length == 0) {
            return bad.apply(new Validation.Rejected(RejectReason.EMPTY_VALUE, "the record has no value"));
        }
        RegistryWait.Attempt attempt = registryWait.begin();
        while (true) {
            try {
                T record = typed(deserializer.deserialize(topic, headers, value));
                attempt.succeeded();
                return good.apply(record);
            } catch (RuntimeException e) {
                ReadFailure failure = failures.read(e);
                if (failure instanceof BadBytes bytes) {
                    attempt.succeeded();
                    return bad.apply(new Validation.Rejected(bytes.reason(), bytes.message()));
                }
                if (failure instanceof Fatal fatal) {
                    throw fatal.cause();
                }
                attempt.pause((RegistryUnavailable) failure, e);
            }
        }
    }

    private T typed(Object read) {
        if (type.isInstance(read)) {
            return type.cast(read);
        }
        throw new ConfigException("%s reads a %s instead of a %s: it must return generated classes"
                .formatted(
                        deserializer.getClass().getName(),
                        read == null ? "null" : read.getClass().getName(),
                        type.getSimpleName()));
    }

    /** Ends every wait in progress and closes the deserializer. */
    @Override
    public void close() {
        registryWait.close();
        deserializer.close();
    }
}
