package io.intentstream.wire;

import io.intentstream.core.event.RejectReason;
import org.apache.kafka.common.errors.SerializationException;

/** The bytes are at fault: reading them again does not help. The message never shows the record's content. */
public final class RejectedBytesException extends SerializationException {
    private final RejectReason reason;

    RejectedBytesException(RejectReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    RejectedBytesException(RejectReason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** The code under which the record is dead-lettered. */
    public RejectReason reason() {
        return reason;
    }

    /** Bad records may come in millions, and none is an error of the program. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
