package io.intentstream.offline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.model.RandomBundle;
import io.intentstream.offline.evaluation.EvaluationOptions.EvaluatedPart;
import io.intentstream.offline.training.data.UserSplit;
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
        trainedWith("\"seed\" : \"5\", \"split\" : \"" + UserSplit.ByTime.describe(borders) + "\"");

        // When
        try (EvaluatedBundle opened = EvaluatedBundle.open(bundle, options(EvaluatedPart.TEST, null))) {

            // Then
            assertThat(opened.splits())
                    .extracting(split -> ((UserSplit.ByTime) split).border())
                    .isEqualTo(borders);
            assertThatThrownBy(() -> opened.split(0, 3))
                    .isInstanceOf(EvaluationException.class)
                    .hasMessageContaining("2 data sets")
                    .hasMessageContaining("there are 3");
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
