package io.intentstream.offline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.core.feature.ConversionCounts;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.model.RandomBundle;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.History;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.evaluation.EvaluationOptions.EvaluatedPart;
import io.intentstream.offline.training.data.UserEvents;
import io.intentstream.offline.training.data.UserFeatures;
import io.intentstream.offline.training.data.UserSplit;
import io.intentstream.schema.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatedBundleTest {
    @TempDir
    Path folder;

    private Path bundle;

    @BeforeEach
    void writeBundle() throws IOException {
        bundle = RandomBundle.write(folder.resolve("bundle"), SampleSessions.FEATURES, 8);
    }

    @Test
    void shouldAskForSeedThatManifestLacks() {
        // When // Then
        assertThatThrownBy(() -> EvaluatedBundle.open(bundle, options(EvaluatedPart.TEST, null)))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("manifest.json")
                .hasMessageContaining("--seed");
    }

    @Test
    void shouldUseSeedOfTraining() throws IOException {
        // Given
        trainedWith("\"seed\" : \"-42\"");

        // When
        try (EvaluatedBundle opened = EvaluatedBundle.open(bundle, options(EvaluatedPart.TEST, null))) {

            // Then
            assertThat(opened.seed()).isEqualTo(-42);
        }
    }

    @Test
    void shouldPreferGivenSeed() throws IOException {
        // Given
        trainedWith("\"seed\" : \"5\", \"split\" : \"" + new UserSplit.ByHash(5).describe() + "\"");

        // When
        try (EvaluatedBundle trained = EvaluatedBundle.open(bundle, options(EvaluatedPart.TEST, null));
                EvaluatedBundle other = EvaluatedBundle.open(bundle, options(EvaluatedPart.TEST, 6L))) {

            // Then
            assertThat(trained.split(0, 2)).isEqualTo(new UserSplit.ByHash(5));
            assertThat(other.seed()).isEqualTo(6);
            assertThat(other.split(1, 2)).isEqualTo(new UserSplit.ByHash(6));
        }
    }

    @Test
    void shouldSplitEachDataSetWhereTrainingDid() throws IOException {
        // Given
        List<Instant> borders = List.of(Instant.parse("2021-01-16T00:00:00Z"), Instant.parse("2019-10-24T12:00:00.5Z"));
        trainedWith("\"seed\" : \"5\", \"split\" : \"" + UserSplit.AtBorder.describe(borders) + "\"");

        // When
        try (EvaluatedBundle opened = EvaluatedBundle.open(bundle, options(EvaluatedPart.TEST, null))) {

            // Then
            assertThat(opened.splits())
                    .extracting(split -> ((UserSplit.AtBorder) split).border())
                    .isEqualTo(borders);
            assertThatThrownBy(() -> opened.split(0, 3))
                    .isInstanceOf(EvaluationException.class)
                    .hasMessageContaining("2 data sets")
                    .hasMessageContaining("there are 3");
        }
    }

    @Test
    void shouldUseFoldOfTraining() throws IOException {
        // Given
        UserSplit.ByShuffle split = new UserSplit.ByShuffle(5, 3);
        trainedWith("\"seed\" : \"5\", \"split\" : \"" + split.describe() + "\"");

        // When
        try (EvaluatedBundle opened = EvaluatedBundle.open(bundle, options(EvaluatedPart.TEST, null))) {

            // Then
            assertThat(opened.split(0, 1)).isEqualTo(split);
        }
    }

    @Test
    void shouldHideTrainingUsersOwnPurchasesFromBaselines() throws IOException {
        // Given: both users viewed the product, and the bundle has counted both
        WindowEvent view = new WindowEvent(1, 0, EventType.VIEW_ITEM, "boot", null, null, -1, null, 1, -1, null, null);
        ConversionCounts counts = new ConversionCounts();
        counts.add(view);
        counts.add(view);
        FeatureSpec features = new FeatureSpec(
                List.of(new FeatureSpec.Numeric("item_popularity", 0, 1)), SampleSessions.FEATURES.categorical());
        RandomBundle.writeWithCounts(bundle, features, 8, counts);
        trainedWith("\"seed\" : \"5\"");
        UserEvents training = new UserEvents("training", List.of(view));
        History history = new History(EngineSettings.defaults());

        // When
        try (EvaluatedBundle opened = EvaluatedBundle.open(bundle, options(EvaluatedPart.TEST, null))) {
            UserFeatures computed = opened.features(List.of(training));

            // Then
            assertThat(computed.training(training).of(history, view).numeric()).containsExactly((float) Math.log(2));
            assertThat(computed.others().of(history, view).numeric()).containsExactly((float) Math.log(3));
        }
    }

    @Test
    void shouldRejectTestPartOfTrainingSplitByTime() throws IOException {
        // Given
        trainedWith("\"seed\" : \"5\", \"split\" : \"" + UserSplit.BY_TIME + " at noon\"");

        // When // Then
        assertThatThrownBy(() -> EvaluatedBundle.open(bundle, options(EvaluatedPart.TEST, null)))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("by time at noon")
                .hasMessageContaining("--split all");
        EvaluatedBundle.open(bundle, options(EvaluatedPart.ALL, null)).close();
    }

    private void trainedWith(String provenance) throws IOException {
        Path manifest = bundle.resolve(ModelBundle.MANIFEST);
        Files.writeString(
                manifest, Files.readString(manifest).replace("\"data\" : \"none: random weights\"", provenance));
    }

    private static EvaluationOptions options(EvaluatedPart part, @Nullable Long seed) {
        return new EvaluationOptions(part, seed, List.of(), false, 10);
    }
}
