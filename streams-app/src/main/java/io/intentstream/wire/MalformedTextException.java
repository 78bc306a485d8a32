package io.intentstream.wire;

import java.nio.charset.CharacterCodingException;
import org.apache.avro.AvroRuntimeException;

/** A string in a record is not valid UTF-8. */
final class MalformedTextException extends AvroRuntimeException {

    MalformedTextException(CharacterCodingException cause) {
        super("a text is not valid UTF-8", cause);
    }
}
