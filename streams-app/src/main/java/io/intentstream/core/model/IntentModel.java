package io.intentstream.core.model;

import io.intentstream.core.feature.ConversionTable;
import io.intentstream.core.feature.FeatureSet;
import org.jspecify.annotations.Nullable;

/**
 * A loaded model bundle, shared by all threads. Each thread scores through a {@link Stepper} of its own.
 */
public interface IntentModel extends AutoCloseable {

    /** The bundle's manifest: name, features, calibration, thresholds. */
    ModelManifest manifest();

    /**
     * First 8 bytes of the SHA-256 over the bytes of manifest and weights, big-endian. Identifies the model that computed
     * a stored (h, c). Never 0.
     */
    long fingerprint();

    /** {@link #fingerprint()} as 16 hex digits, the form used in intents. */
    default String fingerprintHex() {
        return String.format("%016x", fingerprint());
    }

    /** Floats of recurrent state per user: h and c of every layer. */
    int stateSize();

    /** What the bundle knows of products from the training users; null if it reads no such feature. */
    default @Nullable ConversionTable conversionTable() {
        return null;
    }

    /**
     * What computes the model's features.
     *
     * @throws IllegalArgumentException when the model reads a feature that this release does not compute
     */
    default FeatureSet features() {
        return new FeatureSet(manifest().features(), conversionTable());
    }

    /** Predicts the next category; null when the manifest's {@code categoryMix} is 0. */
    default @Nullable CategoryHead categoryHead() {
        return null;
    }

    /** A new stepper for the calling thread, warmed up; the caller closes it. */
    Stepper newStepper();

    /** Releases the native memory of the model. */
    @Override
    void close();
}
