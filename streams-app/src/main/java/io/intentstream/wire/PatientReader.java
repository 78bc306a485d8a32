package io.intentstream.wire;

import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import io.intentstream.wire.ReadFailure.BadBytes;
import io.intentstream.wire.ReadFailure.Fatal;
import io.intentstream.wire.ReadFailure.RegistryAway;
import java.time.Duration;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Turns a value's bytes into a record of one type, or says why they are none. Bad bytes are a value, so that the stream
 * goes on; a registry that is away is not the record's fault, so the reader waits for it. Safe for use by many threads.
 *
 * @param <T> the type read
 */
final class PatientReader<T extends SpecificRecord> implements AutoCloseable {
    private final Class<T> type;
    private final Deserializer<?> deserializer;
    private final FailureReading failures;
    private final RegistryWait registryWait;

    private PatientReader(Class<T> type, Deserializer<?> deserializer, FailureReading failures, Duration patience) {
        this.type = type;
        this.deserializer = deserializer;
        this.failures = failures;
        this.registryWait = new RegistryWait(patience);
    }

    static <T extends SpecificRecord> PatientReader<T> open(
            Class<T> type, SerdeSettings settings, Duration patience, ClassLoader loader) {
        if (!settings.isOurs()) {
            return new PatientReader<>(type, settings.deserializer(loader), FailureReading::foreign, patience);
        }
        ConfluentAvroDeserializer<T> ours = new ConfluentAvroDeserializer<>(type);
        ours.configure(settings.settings(), false);
        return new PatientReader<>(type, ours, FailureReading::ours, patience);
    }

    /**
     * Reads one value.
     *
     * @param good what to make of a record
     * @param bad what to make of bytes that are none
     * @throws RegistryUnavailableException when the registry stays away longer than the patience, or {@link #close()} ends
     *     the wait
     * @throws RegistryRefusedException when the registry turns us away
     */
    <R> R read(String topic, Headers headers, byte[] value, Function<T, R> good, Function<Validation.Rejected, R> bad) {
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
                attempt.pause((RegistryAway) failure, e);
            }
        }
    }

    private T typed(Object read) {
        if (type.isInstance(read)) {
            return type.cast(read);
        }
        throw new ConfigException("%s reads a %s where a %s is due: it must give generated classes"
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
