package io.intentstream.offline.input;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The file is damaged from a place on. The message says what is wrong. */
final class CorruptDataException extends IOException {
    private final long position;

    /** @param position the place, in bytes of the file itself, from 0 */
    CorruptDataException(long position, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.position = position;
    }

    long position() {
        return position;
    }
}
