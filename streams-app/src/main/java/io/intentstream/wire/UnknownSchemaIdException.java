package io.intentstream.wire;

/** The registry has no schema with this id, or does not show it: the record is at fault. */
public final class UnknownSchemaIdException extends RegistryException {

    UnknownSchemaIdException(String message) {
        super(message);
    }

    /** Bad records may come in millions, and none is an error of the program. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
