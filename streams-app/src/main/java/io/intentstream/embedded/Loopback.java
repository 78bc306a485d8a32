package io.intentstream.embedded;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of the loopback interface. */
final class Loopback {
    static final String HOST = "127.0.0.1";

    private Loopback() {}

    static InetSocketAddress address(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(HOST), port);
    }

    /** Two different ports that are free now; another program may still take one before it is bound. */
    static int[] twoFreePorts() throws IOException {
        try (ServerSocket first = new ServerSocket();
                ServerSocket second = new ServerSocket()) {
            first.bind(address(0));
            second.bind(address(0));
            return new int[] {first.getLocalPort(), second.getLocalPort()};
        }
    }

    static void requireFree(int port, String option) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(address(port));
        } catch (BindException e) {
            throw new PortInUseException(port, option, e);
        }
    }

    /** Whether a server did not start because its port was taken. */
    static boolean isBindFailure(Throwable failure) {
        Throwable root = rootCause(failure);
        return root instanceof BindException
                || String.valueOf(root.getMessage()).contains("failed to bind");
    }

    static Throwable rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
