package io.intentstream.server.collect;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes of all requests that are not answered yet, with a bound: what would exceed it is refused, never queued. */
final class InFlightBytes {
    private final long most;
    private final AtomicLong taken = new AtomicLong();

    InFlightBytes(long most) {
        this.most = most;
    }

    /** Takes bytes, unless that would exceed the bound. */
    boolean take(int bytes) {
        if (taken.addAndGet(bytes) <= most) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    void release(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
