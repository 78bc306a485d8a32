package io.intentstream.core.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;

/**
 * libtorch, set up as the engine wants it: one thread (threads of its own would fight the stream threads, and change
 * how sums round), no network access, no graph optimiser.
 *
 * <p>The system property {@code intentstream.cache.dir} says where the native libraries are unpacked on first use;
 * DJL's own {@code ENGINE_CACHE_DIR} goes before it, and its default is used when neither is set. {@code
 * OMP_NUM_THREADS=1} can only come from the environment; the launcher sets it.
 */
public final class TorchRuntime {
    private static final String ENGINE = "PyTorch";

    private TorchRuntime() {}

    /** Sets DJL up, once, before its first use in the process. Later calls change nothing. */
    public static void start() {
        StartedRuntime.touch();
    }

    /** A manager of tensors on the CPU; whoever asks closes it. */
    public static PtNDManager newManager() {
        start();
        return (PtNDManager) NDManager.newBaseManager(Device.cpu(), ENGINE);
    }

    /**
     * Makes the calling thread interpret TorchScript as it stands. The optimiser specialises code to the shapes it has
     * seen, over many slow calls, and gains nothing here. The setting belongs to the thread.
     */
    public static void prepareThread() {
        start();
        JniUtils.setGraphExecutorOptimize(false);
    }

    /**
     * Loads a TorchScript file.
     *
     * @param manager what the module lives and dies with
     * @param file the file
     * @param trainable whether gradients are kept for its parameters
     */
    public static PtSymbolBlock load(PtNDManager manager, Path file, boolean trainable) {
        return JniUtils.loadModule(manager, file, false, new String[0], new String[0], trainable);
    }

    /** Initialised by the class loader, hence once and before anyone gets past {@link #start}. */
    private static final class StartedRuntime {
        static {
            setUnlessGiven("OPT_OUT_TRACKING", "true");
            setUnlessGiven("ai.djl.offline", "true");
            setUnlessGiven("ai.djl.pytorch.num_threads", "1");
            setUnlessGiven("ai.djl.pytorch.num_interop_threads", "1");
            String cache = System.getProperty("intentstream.cache.dir");
            if (cache != null && System.getenv("ENGINE_CACHE_DIR") == null) {
                setUnlessGiven("ENGINE_CACHE_DIR", cache);
                setUnlessGiven("DJL_CACHE_DIR", cache);
            }
            Engine.getEngine(ENGINE);
        }

        private static void setUnlessGiven(String key, String value) {
            if (System.getProperty(key) == null) {
                System.setProperty(key, value);
            }
        }

        static void touch() {}
    }
}
