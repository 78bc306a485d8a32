package io.intentstream.offline.training.bundle;

import io.intentstream.core.feature.ConversionCounts;
import io.intentstream.core.model.CountsFile;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ManifestFile;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.files.FileTree;
import io.intentstream.offline.training.data.TrainingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Writes a bundle into a folder beside its target and then renames the folder, so that no incomplete bundle can exist. */
public final class BundleWriter implements AutoCloseable {
    private final Path target;
    private final Path staging;
    private final List<Path> made = new ArrayList<>();

    /**
     * Opens a bundle for writing.
     *
     * @param target the bundle's folder; must not exist
     * @throws TrainingException when it exists, or nothing can be written there
     */
    public BundleWriter(Path target) {
        this.target = target.toAbsolutePath();
        if (Files.exists(target)) {
            throw new TrainingException(
                    target + " exists already: give the model another version, or move the old one away");
        }
        try {
            for (Path folder = this.target.getParent(); !Files.exists(folder); folder = folder.getParent()) {
                made.add(folder);
            }
            Files.createDirectories(this.target.getParent());
            // not a temporary folder, which only its owner could read: the bundle keeps its permissions
            staging = Files.createDirectory(this.target.resolveSibling(".bundle-" + UUID.randomUUID()));
        } catch (IOException e) {
            throw new TrainingException("Nothing can be written beside " + target + ": " + e.getMessage(), e);
        }
    }

    /** The file of the weights until {@link #publish}. */
    public Path weights() {
        return staging.resolve(ModelBundle.WEIGHTS);
    }

    /** Writes {@code model.pt}. */
    public void writeWeights(byte[] torchScript) {
        write(ModelBundle.WEIGHTS, torchScript);
    }

    /** Writes {@code counts.bin} and returns its SHA-256. */
    public String writeCounts(ConversionCounts counts) {
        byte[] content = CountsFile.toBytes(counts);
        write(ModelBundle.COUNTS, content);
        return ModelBundle.sha256(content);
    }

    /** Writes {@code manifest.json}; replaces an earlier one. */
    public void writeManifest(ModelManifest manifest) {
        write(ModelBundle.MANIFEST, ManifestFile.toJson(manifest));
    }

    /** Writes {@code metrics.json}. */
    public void writeMetrics(byte[] json) {
        write("metrics.json", json);
    }

    /** Writes {@code MODEL_CARD.md}. */
    public void writeCard(String markdown) {
        write("MODEL_CARD.md", markdown.getBytes(StandardCharsets.UTF_8));
    }

    /** Loads the model as written so far; manifest and weights must exist. The caller must close it. */
    public IntentModel load() {
        return ModelBundle.load(staging);
    }

    /** Loads the bundle as the engine will, to check it, and moves it to its target. */
    public void publish() {
        load().close();
        try {
            Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new TrainingException("The bundle cannot be moved to " + target + ": " + e.getMessage(), e);
        }
    }

    /** Deletes what was not published, and the folders that were created for it. */
    @Override
    public void close() {
        if (!Files.exists(staging)) {
            return;
        }
        try {
            FileTree.delete(staging);
            for (Path folder : made) {
                Files.delete(folder);
            }
        } catch (DirectoryNotEmptyException e) {
            // another process has put something beside the bundle: keep it
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, byte[] content) {
        try {
            Files.write(staging.resolve(name), content);
        } catch (IOException e) {
            throw new TrainingException(staging.resolve(name) + " cannot be written: " + e.getMessage(), e);
        }
    }
}
