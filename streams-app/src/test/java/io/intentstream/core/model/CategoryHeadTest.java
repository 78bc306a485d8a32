package io.intentstream.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import io.intentstream.core.feature.FeatureSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CategoryHeadTest {
    private static final int HIDDEN = 16;
    private static final FeatureSpec FEATURES = new FeatureSpec(
            List.of(new FeatureSpec.Numeric("session_start", 0, 1)),
            List.of(
                    new FeatureSpec.Categorical("event_type", List.of("VIEW_ITEM"), 0),
                    new FeatureSpec.Categorical("category", List.of("shoes", "hats", "coats", "gloves"), 3)));

    @TempDir
    private Path folder;

    @Test
    void shouldComputeTheSoftmaxOfTheModulesTensors() throws IOException {
        // Given
        RandomBundle.writeWithCategories(folder, FEATURES, HIDDEN, 0.5);
        float[] recurrent = new RandomEvents(FEATURES, 3).state(2 * HIDDEN);
        float[] shares;

        // When
        try (IntentModel model = ModelBundle.load(folder)) {
            shares = model.categoryHead().shares(recurrent);
        }

        // Then
        assertThat(shares).containsExactly(byTorch(recurrent), within(1e-6f));
        assertThat(shares[0] + shares[1] + shares[2] + shares[3]).isCloseTo(1, within(1e-6f));
    }

    @Test
    void shouldFindCategoriesByName() throws IOException {
        // Given
        RandomBundle.writeWithCategories(folder, FEATURES, HIDDEN, 1);

        // When
        try (IntentModel model = ModelBundle.load(folder)) {

            // Then
            assertThat(model.categoryHead().categories()).containsExactly("shoes", "hats", "coats", "gloves");
            assertThat(model.categoryHead().place("coats")).isEqualTo(2);
            assertThat(model.categoryHead().place("scarves")).isEqualTo(-1);
        }
    }

    @Test
    void shouldHaveNoHeadWithoutMix() throws IOException {
        // Given
        RandomBundle.writeWithCategories(folder, FEATURES, HIDDEN, 0.5);
        Path manifest = folder.resolve("manifest.json");
        String text = Files.readString(manifest);
        assertThat(text).contains("  \"categoryMix\" : 0.5,\n");
        Files.writeString(manifest, text.replace("  \"categoryMix\" : 0.5,\n", ""));

        // When
        try (IntentModel model = ModelBundle.load(folder)) {

            // Then
            assertThat(model.manifest().categoryMix()).isZero();
            assertThat(model.categoryHead()).isNull();
        }
    }

    @Test
    void shouldReadBackWrittenManifest() {
        // Given
        ModelManifest written = RandomBundle.manifest(FEATURES, HIDDEN, "abc").withCategoryMix(0.35);

        // When
        ModelManifest read = ManifestFile.parse(folder, ManifestFile.toJson(written));

        // Then
        assertThat(read).isEqualTo(written);
    }

    @Test
    void shouldRefuseMixWithoutHead() throws IOException {
        // Given
        RandomBundle.write(folder, FEATURES, HIDDEN);
        Path manifest = folder.resolve("manifest.json");
        Files.writeString(
                manifest, Files.readString(manifest).replace("\"categoryMix\" : 0.0", "\"categoryMix\" : 0.5"));

        // When // Then
        assertThatThrownBy(() -> ModelBundle.load(folder))
                .isInstanceOf(ModelBundleException.class)
                .hasMessageContaining("model.pt")
                .hasMessageContaining("next_category with 0 weights")
                .hasMessageContaining("Set categoryMix to 0");
    }

    @Test
    void shouldRefuseMixOutsideItsRangeOrWithoutCategoryFeature() {
        // Given
        byte[] tooMuch = ManifestFile.toJson(
                RandomBundle.manifest(FEATURES, HIDDEN, "abc").withCategoryMix(1.5));
        byte[] noCategory = new String(
                        ManifestFile.toJson(
                                RandomBundle.manifest(FEATURES, HIDDEN, "abc").withCategoryMix(0.5)),
                        StandardCharsets.UTF_8)
                .replace("\"category\"", "\"brand\"")
                .getBytes(StandardCharsets.UTF_8);

        // When // Then
        assertThatThrownBy(() -> ManifestFile.parse(folder, tooMuch)).hasMessageContaining("categoryMix = 1.5");
        assertThatThrownBy(() -> ManifestFile.parse(folder, noCategory))
                .hasMessageContaining("features.categorical has no category");
    }

    private float[] byTorch(float[] recurrent) {
        try (PtNDManager manager = TorchRuntime.newManager()) {
            PtSymbolBlock module = TorchRuntime.load(manager, folder.resolve("model.pt"), false);
            try (IValue tensors = IValueUtils.runMethod(module, "next_category")) {
                PtNDArray[] pair = tensors.toTensorArray(manager);
                NDArray h = manager.create(recurrent, new Shape(2, HIDDEN)).get("0:1");
                NDArray logits = h.matMul(pair[0].transpose()).add(pair[1]);
                return logits.get(":, 1:5").softmax(1).toFloatArray();
            }
        }
    }
}
