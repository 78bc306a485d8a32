package io.intentstream.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.intentstream.core.feature.ConversionCounts;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.feature.TrainingShares;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.History;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.EventType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelBundleTest {
    private static final FeatureSpec FEATURES = RandomEvents.spec(4, 5, 9);

    private static final FeatureSpec COUNTED = new FeatureSpec(
            List.of(new FeatureSpec.Numeric("item_popularity", 0, 1)),
            List.of(new FeatureSpec.Categorical("event_type", List.of("VIEW_ITEM"), 0)));

    @TempDir
    private Path folder;

    @BeforeEach
    void writeBundle() throws IOException {
        RandomBundle.write(folder, FEATURES, 16);
    }

    @Test
    void shouldLoadWhatWasWritten() {
        // When
        try (IntentModel model = ModelBundle.load(folder)) {

            // Then
            assertThat(model.manifest().features()).isEqualTo(FEATURES);
            assertThat(model.stateSize()).isEqualTo(32);
            assertThat(model.fingerprint()).isNotZero();
        }
    }

    @Test
    void shouldChangeFingerprintWithTheManifest() throws IOException {
        // Given
        long before = fingerprint();
        edit("\"slope\" : 1.0", "\"slope\" : 1.5");

        // When
        long after = fingerprint();

        // Then
        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void shouldReadWhatTheTrainingEventsWereLike() throws IOException {
        // Given
        TrainingShares shares =
                new TrainingShares(Map.of("number0", 0.25), Map.of("category5", 0.5), List.of("VIEW_ITEM"));
        edit(
                "\"training\" : {",
                "\"trainingShares\" : " + new ObjectMapper().writeValueAsString(shares) + ", \"training\" : {");

        // When
        ModelManifest manifest = ModelBundle.manifest(folder);

        // Then
        assertThat(manifest.trainingShares()).isEqualTo(shares);
        assertThat(ManifestFile.parse(folder, ManifestFile.toJson(manifest))).isEqualTo(manifest);
    }

    @Test
    void shouldLoadBundleThatDoesNotSayWhatItsTrainingEventsWereLike() throws IOException {
        // Then: as older releases wrote it
        assertThat(folder.resolve("manifest.json")).content().doesNotContain("trainingShares");
        assertThat(ModelBundle.manifest(folder).trainingShares()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"missing": {"number0": 1.5}, "unknown": {}, "eventTypes": []} | trainingShares.missing.number0 = 1.5
            {"missing": {}, "unknown": {"brand": -1}, "eventTypes": []}    | trainingShares.unknown.brand = -1.0
            {"unknown": {}, "eventTypes": []}                              | trainingShares.missing = null
            {"missing": {}, "unknown": {}}                                 | trainingShares.eventTypes = null
            """)
    void shouldNameWrongTrainingShares(String shares, String named) throws IOException {
        // Given
        edit("\"training\" : {", "\"trainingShares\" : " + shares + ", \"training\" : {");

        // When // Then
        assertThatThrownBy(() -> ModelBundle.manifest(folder))
                .isInstanceOf(ModelBundleException.class)
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "slope" : 1.0       | "slope" : 0        | calibration.slope = 0.0
            "layers" : 1        | "layers" : 2       | layers = 2
            "high" : 0.3        | "high" : 0.05      | thresholds.high = 0.05
            "deviation" : 1.0   | "deviation" : 0    | features.numeric.number0.deviation = 0.0
            "baseRate" : 0.05   | "baseRate" : 1     | baseRate = 1.0
            "name" : "random"   | "name" : " "       | name =
            "hiddenSize" : 16   | "hiddenSize" : "x" | at hiddenSize
            "version"           | "verzion"          | verzion
            "hashBuckets" : 4   | "hashBuckets" : -1 | features.categorical.category5.hashBuckets = -1
            """)
    void shouldNameFileAndKeyOfWrongManifest(String right, String wrong, String named) throws IOException {
        // Given
        edit(right, wrong);

        // When // Then
        assertThatThrownBy(() -> ModelBundle.load(folder))
                .isInstanceOf(ModelBundleException.class)
                .hasMessageContaining(folder.resolve("manifest.json").toString())
                .hasMessageContaining(named);
    }

    @Test
    void shouldRefuseDamagedWeights() throws IOException {
        // Given
        byte[] weights = Files.readAllBytes(folder.resolve("model.pt"));
        weights[weights.length / 2] ^= 1;
        Files.write(folder.resolve("model.pt"), weights);

        // When // Then
        assertThatThrownBy(() -> ModelBundle.load(folder))
                .isInstanceOf(ModelBundleException.class)
                .hasMessageContaining("model.pt")
                .hasMessageContaining("SHA-256");
    }

    @Test
    void shouldRefuseWeightsThatAreNotTorchScript() throws IOException {
        // Given
        String before = ModelBundle.sha256(Files.readAllBytes(folder.resolve("model.pt")));
        byte[] text = "no archive".getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("model.pt"), text);
        edit(before, ModelBundle.sha256(text));

        // When // Then
        assertThatThrownBy(() -> ModelBundle.load(folder))
                .isInstanceOf(ModelBundleException.class)
                .hasMessageContaining("not a TorchScript archive");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "hiddenSize" : 16  | "hiddenSize" : 17 | does not run with the manifest's
            "hashBuckets" : 8  | "hashBuckets" : 9 | have 15 indices
            """)
    void shouldRefuseWeightsOfOtherSizes(String right, String wrong, String named) throws IOException {
        // Given
        edit(right, wrong);

        // When // Then
        assertThatThrownBy(() -> ModelBundle.load(folder))
                .isInstanceOf(ModelBundleException.class)
                .hasMessageContaining("model.pt")
                .hasMessageContaining(named);
    }

    @Test
    void shouldComputeFeaturesFromCountsOfTheBundle() throws IOException {
        // Given
        Path counted = RandomBundle.writeWithCounts(folder.resolve("counted"), COUNTED, 8, countsOfBoot());

        // When
        try (IntentModel model = ModelBundle.load(counted)) {
            FeatureVector vector = model.features().of(new History(EngineSettings.defaults()), view("boot"));

            // Then
            assertThat(vector.numeric()).containsExactly((float) Math.log(3));
            assertThat(ModelBundle.counts(counted).orElseThrow().items().toArray())
                    .isEqualTo(countsOfBoot().items().toArray());
            assertThat(ManifestFile.parse(counted, ManifestFile.toJson(model.manifest())))
                    .isEqualTo(model.manifest());
        }
    }

    @Test
    void shouldLoadBundleWithoutCounts() throws IOException {
        // Then: as older releases wrote it
        assertThat(folder.resolve("manifest.json")).content().doesNotContain("countsSha256");
        assertThat(ModelBundle.counts(folder)).isEmpty();
    }

    @Test
    void shouldRefuseDamagedCounts() throws IOException {
        // Given
        RandomBundle.writeWithCounts(folder, COUNTED, 8, countsOfBoot());
        byte[] counts = Files.readAllBytes(folder.resolve("counts.bin"));
        counts[counts.length / 2] ^= 1;
        Files.write(folder.resolve("counts.bin"), counts);

        // When // Then
        assertThatThrownBy(() -> ModelBundle.load(folder))
                .isInstanceOf(ModelBundleException.class)
                .hasMessageContaining("counts.bin has SHA-256")
                .hasMessageContaining("but countsSha256 in manifest.json is")
                .hasMessageContaining("copy the whole bundle again");
    }

    @Test
    void shouldNameMissingCounts() throws IOException {
        // Given
        RandomBundle.writeWithCounts(folder, COUNTED, 8, countsOfBoot());
        Files.delete(folder.resolve("counts.bin"));

        // When // Then
        assertThatThrownBy(() -> ModelBundle.load(folder))
                .isInstanceOf(ModelBundleException.class)
                .hasMessageContaining("counts.bin does not exist");
    }

    @Test
    void shouldRefuseFeatureThatManifestHasNoCountsFor() throws IOException {
        // Given
        RandomBundle.write(folder, COUNTED, 8);

        // When // Then
        assertThatThrownBy(() -> ModelBundle.load(folder))
                .isInstanceOf(ModelBundleException.class)
                .hasMessageContaining("countsSha256 = null")
                .hasMessageContaining("counts.bin, from which item_popularity is computed");
    }

    private static ConversionCounts countsOfBoot() {
        ConversionCounts counts = new ConversionCounts();
        counts.add(view("boot"));
        counts.add(view("boot"));
        return counts;
    }

    private static WindowEvent view(String item) {
        return new WindowEvent(1, 0, EventType.VIEW_ITEM, item, null, null, -1, null, 1, -1, null, null);
    }

    @Test
    void shouldNameMissingFile() throws IOException {
        // Given
        Files.delete(folder.resolve("model.pt"));

        // When // Then
        assertThatThrownBy(() -> ModelBundle.load(folder))
                .isInstanceOf(ModelBundleException.class)
                .hasMessageContaining("model.pt does not exist");
    }

    private long fingerprint() {
        try (IntentModel model = ModelBundle.load(folder)) {
            return model.fingerprint();
        }
    }

    private void edit(String right, String wrong) throws IOException {
        Path manifest = folder.resolve("manifest.json");
        String text = Files.readString(manifest);
        assertThat(text).contains(right);
        Files.writeString(manifest, text.replaceFirst(Pattern.quote(right), wrong));
    }
}
