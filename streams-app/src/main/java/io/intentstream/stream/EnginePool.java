package io.intentstream.stream;

import io.intentstream.core.engine.Engine;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * One engine for each stream thread, shared by the thread's tasks: an engine belongs to the thread that made it, and
 * its buffers and its warm-up are too dear to have one for each task. It closes when its thread's last task lets go.
 */
public final class EnginePool {
    private final Supplier<Engine> factory;
    private final Map<Thread, Lease> leases = new ConcurrentHashMap<>();

    /** @param factory makes an engine for the calling thread */
    EnginePool(Supplier<Engine> factory) {
        this.factory = factory;
    }

    /** The calling thread's engine, to be {@link #release}d once for every call. */
    public Engine acquire() {
        Lease lease = leases.get(Thread.currentThread());
        if (lease == null) {
            lease = new Lease(factory.get());
            leases.put(Thread.currentThread(), lease);
        }
        lease.holders++;
        return lease.engine;
    }

    public void release() {
        Thread thread = Thread.currentThread();
        Lease lease = leases.get(thread);
        if (lease != null && --lease.holders == 0) {
            leases.remove(thread);
            lease.engine.close();
        }
    }

    /** Touched by its thread alone. */
    private static final class Lease {
        private final Engine engine;
        private int holders;

        private Lease(Engine engine) {
            this.engine = engine;
        }
    }
}
