package io.intentstream.stream;

import com.sun.net.httpserver.HttpExchange;
import io.intentstream.embedded.RegistryProxy;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy before a registry. While it is shut, it refuses and counts all requests. */
final class RegistryGate extends RegistryProxy {
    private final AtomicInteger turnedAway = new AtomicInteger();
    private volatile boolean shut;

    /** @param registry its URL */
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
