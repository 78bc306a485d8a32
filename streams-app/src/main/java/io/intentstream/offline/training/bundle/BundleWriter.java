package io.intentstream.offline.training.bundle;

import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ManifestFile;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.offline.training.data.TrainingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes a bundle into a folder beside its place and then renames the folder: a bundle is there whole or not at all.
 */
public final class BundleWriter implements AutoCloseable {
    private final Path target;
    private final Path staging;
    private final List<Path> made = new ArrayList<>();

    /**
     * Opens a bundle for writing.
     *
     * @param target where it will lie; must not exist
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
            // not a temporary folder, which nobody but its owner could read: the bundle keeps its permissions
            staging = Files.createDirectory(this.target.resolveSibling(".bundle-" + UUID.randomUUID()));
        } catch (IOException e) {
            throw new TrainingException("Nothing can be written beside " + target + ": " + e.getMessage(), e);
        }
    }

    /** Where the weights lie until {@link #publish}. */
    public Path weights() {
        return staging.resolve(ModelBundle.WEIGHTS);
    }

    public void writeWeights(byte[] torchScript) {
        write(ModelBundle.WEIGHTS, torchScript);
    }

    public void writeManifest(ModelManifest manifest) {
        write(ModelBundle.MANIFEST, ManifestFile.toJson(manifest));
    }

    public void writeMetrics(byte[] json) {
        write("metrics.json", json);
    }

    public void writeCard(String markdown) {
        write("MODEL_CARD.md", markdown.getBytes(StandardCharsets.UTF_8));
    }

    /** The model as it is written so far; manifest and weights must be there. Whoever asks closes it. */
    public IntentModel load() {
        return ModelBundle.load(staging);
    }

    /** Checks the bundle as the engine will, and moves it to its place. */
    public void publish() {
        load().close();
        try {
            Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new TrainingException("The bundle cannot be moved to " + target + ": " + e.getMessage(), e);
        }
    }

    /** Removes what was not published, and the folders that were made for it. */
    @Override
    public void close() {
        if (!Files.exists(staging)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(staging)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
            for (Path folder : made) {
                Files.delete(folder);
            }
        } catch (DirectoryNotEmptyException e) {
            // somebody else has put something beside the bundle: it stays
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
