package io.intentstream.embedded;

/** The requested port is taken. */
public final class PortInUseException extends RuntimeException {

    PortInUseException(int port, String option, Throwable cause) {
        super(
                "Port %d on 127.0.0.1 is in use: stop what holds it, or choose another with %s (0 takes any free port)"
                        .formatted(port, option),
                cause);
    }
}
