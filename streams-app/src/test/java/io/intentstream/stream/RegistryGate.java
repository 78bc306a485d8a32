package io.intentstream.stream;

import com.sun.net.httpserver.HttpExchange;
import io.intentstream.embedded.RegistryProxy;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a registry; while it is shut, nobody gets through, and the callers are counted. */
final class RegistryGate extends RegistryProxy {
    private final AtomicInteger turnedAway = new AtomicInteger();
    private volatile boolean shut;

    /** @param registry where the registry is */
    RegistryGate(String registry) throws IOException {
        super(registry);
    }

    void shut() {
        shut = true;
    }

    void open() {
        shut = false;
    }

    int turnedAway() {
        return turnedAway.get();
    }

    @Override
    protected int refusal(HttpExchange exchange) {
        if (shut) {
            turnedAway.incrementAndGet();
            return 503;
        }
        return PASS;
    }
}
