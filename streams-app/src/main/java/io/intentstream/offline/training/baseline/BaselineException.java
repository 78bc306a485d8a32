package io.intentstream.offline.training.baseline;

/** A baseline cannot be fitted or measured on this machine. The message says why. */
public final class BaselineException extends RuntimeException {
    BaselineException(String message, Throwable cause) {
        super(message, cause);
    }
}
