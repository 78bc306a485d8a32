package io.intentstream.wire.format;

import java.util.List;

/** A mapping file that cannot be used; the message lists every problem with its place. */
public final class InvalidMappingException extends RuntimeException {

    InvalidMappingException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
