package io.intentstream.core.model;

import org.jspecify.annotations.Nullable;

/**
 * A loaded model bundle. Shared by all threads; scoring goes through a {@link Stepper} of the thread's own.
 */
public interface IntentModel extends AutoCloseable {

    /** The bundle's manifest: name, features, calibration, thresholds. */
    ModelManifest manifest();

    /** First 8 bytes of the SHA-256 over the manifest's bytes and the weights' bytes; tells whose (h, c) a state holds. Never 0. */
    long fingerprint();

    /** {@link #fingerprint()} as 16 hex digits, as the intents carry it. */
    default String fingerprintHex() {
        return String.format("%016x", fingerprint());
    }

    /** Floats of recurrent state that one user carries: h and c of every layer. */
    int stateSize();

    /** Which category comes next; null when the manifest's {@code categoryMix} is 0. */
    default @Nullable CategoryHead categoryHead() {
        return null;
    }

    /** A stepper for the calling thread, warmed up. */
    Stepper newStepper();

    @Override
    void close();
}
