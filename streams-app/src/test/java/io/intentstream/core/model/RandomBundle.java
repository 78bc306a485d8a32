package io.intentstream.core.model;

import io.intentstream.core.feature.ConversionCounts;
import io.intentstream.core.feature.FeatureSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes loadable bundles with random weights, for tests that need a model but not a good one. */
public final class RandomBundle {
    private RandomBundle() {}

    /** Writes a bundle that reads these features into {@code folder}, and returns {@code folder}. */
    public static Path write(Path folder, FeatureSpec features, int hidden) throws IOException {
        NetworkShape shape = NetworkShape.of(features, 16, hidden, 24);
        byte[] weights = IntentNetwork.initial(shape, 7).toTorchScript(0);
        Files.createDirectories(folder);
        Files.write(folder.resolve(ModelBundle.WEIGHTS), weights);
        Files.write(
                folder.resolve(ModelBundle.MANIFEST),
                ManifestFile.toJson(manifest(features, hidden, ModelBundle.sha256(weights))));
        return folder;
    }

    /** Writes a bundle that knows these counts of products. */
    public static Path writeWithCounts(Path folder, FeatureSpec features, int hidden, ConversionCounts counts)
            throws IOException {
        byte[] weights = IntentNetwork.initial(NetworkShape.of(features, 16, hidden, 24), 7)
                .toTorchScript(0);
        byte[] content = CountsFile.toBytes(counts);
        Files.createDirectories(folder);
        Files.write(folder.resolve(ModelBundle.WEIGHTS), weights);
        Files.write(folder.resolve(ModelBundle.COUNTS), content);
        ModelManifest manifest = manifest(features, hidden, ModelBundle.sha256(weights), ModelBundle.sha256(content));
        Files.write(folder.resolve(ModelBundle.MANIFEST), ManifestFile.toJson(manifest));
        return folder;
    }

    /** Writes a bundle that also predicts the next category, and has {@code mix} for its {@code categoryMix}. */
    public static Path writeWithCategories(Path folder, FeatureSpec features, int hidden, double mix)
            throws IOException {
        int indices = CategoryHead.feature(features).orElseThrow().size();
        NetworkShape shape = NetworkShape.of(features, 16, hidden, 24).withAuxiliary(4, indices + 1);
        byte[] weights =
                IntentNetwork.initial(shape, 7).withoutAuxiliary(indices).toTorchScript(0);
        Files.createDirectories(folder);
        Files.write(folder.resolve(ModelBundle.WEIGHTS), weights);
        ModelManifest manifest = manifest(features, hidden, ModelBundle.sha256(weights));
        Files.write(folder.resolve(ModelBundle.MANIFEST), ManifestFile.toJson(manifest.withCategoryMix(mix)));
        return folder;
    }

    static ModelManifest manifest(FeatureSpec features, int hidden, String sha256) {
        return manifest(features, hidden, sha256, null);
    }

    private static ModelManifest manifest(
            FeatureSpec features, int hidden, String sha256, @Nullable String countsSha256) {
        return new ModelManifest(
                "random",
                "1",
                "purchase later in the session",
                1800,
                features,
                hidden,
                1,
                new ModelManifest.Calibration(1, 0),
                new ModelManifest.Thresholds(0.1, 0.3),
                0.05,
                0.0,
                sha256,
                countsSha256,
                Map.of("data", "none: random weights"),
                null);
    }
}
