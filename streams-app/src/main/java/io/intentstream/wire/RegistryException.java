package io.intentstream.wire;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** A request to the schema registry failed. */
public abstract sealed class RegistryException extends SerializationException
        permits UnknownSchemaIdException, RegistryUnavailableException, RegistryRefusedException {

    RegistryException(String message) {
        super(message);
    }

    RegistryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
