package io.intentstream.stream.processing;

import io.intentstream.core.engine.Engine;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * One engine for each stream thread, shared by the thread's tasks. An engine belongs to the thread that made it, and its
 * buffers and its warm-up are too expensive for one engine per task. It is closed when its thread's last task releases it.
 */
public final class EnginePool {
    private final Supplier<Engine> factory;
    private final Map<Thread, Lease> leases = new ConcurrentHashMap<>();

    /** @param factory makes an engine for the calling thread */
    public EnginePool(Supplier<Engine> factory) {
        this.factory = factory;
    }

    /** The calling thread's engine. Each call needs one {@link #release}. */
    Engine acquire() {
        Lease lease = leases.get(Thread.currentThread());
        if (lease == null) {
            lease = new Lease(factory.get());
            leases.put(Thread.currentThread(), lease);
        }
        lease.holders++;
        return lease.engine;
    }

    /** Ends one use of the calling thread's engine. */
    void release() {
        Thread thread = Thread.currentThread();
        Lease lease = leases.get(thread);
        if (lease != null && --lease.holders == 0) {
            leases.remove(thread);
            lease.engine.close();
        }
    }

    /** Used by its thread alone. */
    private static final class Lease {
        private final Engine engine;
        private int holders;

        private Lease(Engine engine) {
            this.engine = engine;
        }
    }
}
