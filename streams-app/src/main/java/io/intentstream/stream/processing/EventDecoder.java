package io.intentstream.stream.processing;

import io.intentstream.core.event.Validation;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Turns the value of an input record into an event. */
@FunctionalInterface
public interface EventDecoder {

    /**
     * Decodes one value. A fault of the value is a rejection. A fault elsewhere (a registry that does not answer) is an
     * exception, so that valid data is never rejected for it.
     *
     * @param topic where it came from
     * @param headers as received
     * @param value as received; may be null
     */
    Validation decode(String topic, Headers headers, byte @Nullable [] value);
}
