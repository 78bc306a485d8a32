package io.intentstream.core.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;

/**
 * libtorch, configured for the engine: a single thread (threads of its own would compete with the stream threads and
 * change how sums round), no network access, no graph optimiser.
 *
 * <p>The system property {@code intentstream.cache.dir} names the folder into which the native libraries are unpacked on
 * first use. DJL's environment variable {@code ENGINE_CACHE_DIR} takes precedence; without either, DJL's default applies.
 * {@code OMP_NUM_THREADS=1} can only be set in the environment; the launcher does so.
 */
public final class TorchRuntime {
    private static final String ENGINE = "PyTorch";

    private TorchRuntime() {}

    /** Configures DJL. Must precede its first use in the process; later calls have no effect. */
    public static void start() {
        StartedRuntime.touch();
    }

    /** A manager of tensors on the CPU; the caller must close it. */
    public static PtNDManager newManager() {
        start();
        return (PtNDManager) NDManager.newBaseManager(Device.cpu(), ENGINE);
    }

    /**
     * Turns the graph optimiser off for the calling thread. The optimiser specialises code to the shapes that it has seen,
     * over many slow calls, and gains nothing here.
     */
    public static void prepareThread() {
        start();
        JniUtils.setGraphExecutorOptimize(false);
    }

    /**
     * Loads a TorchScript file.
     *
     * @param manager owns the module; closing it frees the module
     * @param file the file
     * @param trainable whether PyTorch tracks gradients for the parameters
     */
    public static PtSymbolBlock load(PtNDManager manager, Path file, boolean trainable) {
        return JniUtils.loadModule(manager, file, false, new String[0], new String[0], trainable);
    }

    /** Initialised by the class loader: exactly once, and before {@link #start} returns to any thread. */
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
