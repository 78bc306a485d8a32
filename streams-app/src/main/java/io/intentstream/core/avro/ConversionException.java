package io.intentstream.core.avro;

import org.apache.avro.AvroRuntimeException;

/**
 * A value has a type that cannot become the field's. The message names the field and the writer's type, and shows no content.
 */
public final class ConversionException extends AvroRuntimeException {
    private final String field;
    private final String expected;

    ConversionException(String field, String writerType, String expected) {
        super("the writer's %s is %s: expected %s".formatted(field, writerType, expected));
        this.field = field;
        this.expected = expected + ", not " + writerType;
    }

    /** The field's name. */
    public String field() {
        return field;
    }

    /** What should be there, and what is. */
    public String expected() {
        return expected;
    }

    /** A value that cannot be converted is no error of the program, and millions may come. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
