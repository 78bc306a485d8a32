package io.intentstream.wire;

import io.intentstream.core.event.Validation;
import io.intentstream.schema.UserRequest;
import java.time.Duration;
import java.util.function.Function;
import org.apache.kafka.common.header.Headers;

/** Turns a record's bytes into a user's request, as {@link EventReader} does into an event. */
public final class RequestReader implements AutoCloseable {
    private final PatientReader<UserRequest> reader;

    private RequestReader(PatientReader<UserRequest> reader) {
        this.reader = reader;
    }

    /** As {@link EventReader#open(SerdeSettings, Duration)}. */
    public static RequestReader open(SerdeSettings settings, Duration patience) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return new RequestReader(PatientReader.open(UserRequest.class, settings, patience, loader));
    }

    /**
     * Reads one value.
     *
     * @param good what to make of a request
     * @param bad what to make of bytes that are none
     * @throws RegistryUnavailableException when the registry stays away longer than the patience, or {@link #close()} ends
     *     the wait
     * @throws RegistryRefusedException when the registry turns us away
     */
    public <R> R read(
            String topic,
            Headers headers,
            byte[] value,
            Function<UserRequest, R> good,
            Function<Validation.Rejected, R> bad) {
        return reader.read(topic, headers, value, good, bad);
    }

    /** Ends every wait in progress. */
    @Override
    public void close() {
        reader.close();
    }
}
