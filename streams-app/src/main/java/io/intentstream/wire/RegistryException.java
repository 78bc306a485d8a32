package io.intentstream.wire;

import org.apache.kafka.common.errors.SerializationException;

/** The schema registry did not give what was asked of it. */
public abstract sealed class RegistryException extends SerializationException
        permits UnknownSchemaIdException, RegistryUnavailableException, RegistryRefusedException {

    RegistryException(String message) {
        super(message);
    }

    RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
