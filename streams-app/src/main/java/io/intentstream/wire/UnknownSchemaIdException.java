package io.intentstream.wire;

/** The registry answered that it does not know the schema id: the record is at fault. */
public final class UnknownSchemaIdException extends RegistryException {

    UnknownSchemaIdException(int schemaId) {
        super("the schema registry does not know schema id " + schemaId);
    }
}
