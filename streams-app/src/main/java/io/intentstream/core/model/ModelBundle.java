package io.intentstream.core.model;

import ai.djl.engine.EngineException;
import io.intentstream.core.feature.ConversionCounts;
import io.intentstream.core.feature.ConversionTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A folder that holds a model: {@code manifest.json}, {@code model.pt} and, if its features read them, {@code counts.bin} for
 * the engine; {@code metrics.json} and {@code MODEL_CARD.md} for people. Everything is checked before it is used.
 */
public final class ModelBundle {
    /** File name of the manifest. */
    public static final String MANIFEST = "manifest.json";

    /** File name of the weights. */
    public static final String WEIGHTS = "model.pt";

    /** File name of the counts of products and categories. */
    public static final String COUNTS = "counts.bin";

    private ModelBundle() {}

    /**
     * Loads a bundle.
     *
     * @param folder the bundle's folder
     * @return the model; the caller must close it
     * @throws ModelBundleException when a file is missing or damaged, or the module does not match the manifest
     */
    public static IntentModel load(Path folder) {
        byte[] manifestBytes = read(folder, MANIFEST);
        byte[] weightBytes = read(folder, WEIGHTS);
        ModelManifest manifest = ManifestFile.parse(folder.resolve(MANIFEST), manifestBytes);
        Path weights = folder.resolve(WEIGHTS);
        requireUndamaged(weights, weightBytes, "sha256", manifest.sha256());
        ConversionTable table =
                counts(folder, manifest).map(ConversionTable::new).orElse(null);
        try {
            return new TorchIntentModel(manifest, fingerprint(manifestBytes, weightBytes), table, weights);
        } catch (EngineException e) {
            throw new ModelBundleException(
                    weights,
                    "is not a TorchScript archive that libtorch can load",
                    "Write it with the train command, or with torch.jit.save.",
                    e);
        }
    }

    /**
     * Reads what a bundle knows of products.
     *
     * @return the counts; empty when the bundle has none
     * @throws ModelBundleException when a file is missing or damaged
     */
    public static Optional<ConversionCounts> counts(Path folder) {
        return counts(folder, manifest(folder));
    }

    private static Optional<ConversionCounts> counts(Path folder, ModelManifest manifest) {
        if (manifest.countsSha256() == null) {
            return Optional.empty();
        }
        Path file = folder.resolve(COUNTS);
        byte[] content = read(folder, COUNTS);
        requireUndamaged(file, content, "countsSha256", manifest.countsSha256());
        return Optional.of(CountsFile.parse(file, content));
    }

    private static void requireUndamaged(Path file, byte[] content, String key, String expected) {
        String sha256 = sha256(content);
        if (!sha256.equals(expected)) {
            throw new ModelBundleException(
                    file,
                    "has SHA-256 " + sha256 + ", but " + key + " in " + MANIFEST + " is " + expected,
                    "The file is damaged or belongs to another version: copy the whole bundle again.");
        }
    }

    /**
     * Reads a bundle's manifest alone: what is needed to show scores without computing any.
     *
     * @throws ModelBundleException when the manifest is missing or invalid
     */
    public static ModelManifest manifest(Path folder) {
        return ManifestFile.parse(folder.resolve(MANIFEST), read(folder, MANIFEST));
    }

    /** SHA-256 in lower-case hex, the form used in the manifest. */
    public static String sha256(byte[] content) {
        return HexFormat.of().formatHex(newDigest().digest(content));
    }

    private static long fingerprint(byte[] manifest, byte[] weights) {
        MessageDigest digest = newDigest();
        digest.update(manifest);
        digest.update(weights);
        long fingerprint = ByteBuffer.wrap(digest.digest()).getLong();
        // In users' states, 0 means that no model has scored yet.
        return fingerprint == 0 ? 1 : fingerprint;
    }

    private static byte[] read(Path folder, String name) {
        Path file = folder.resolve(name);
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ModelBundleException(
                    file,
                    Files.exists(file) ? "cannot be read: " + e.getMessage() : "does not exist",
                    "Point to the folder of one version, such as model-artifacts/shop-intent/2.",
                    e);
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
