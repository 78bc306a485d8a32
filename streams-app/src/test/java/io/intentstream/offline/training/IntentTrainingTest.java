package io.intentstream.offline.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.intentstream.core.feature.ConversionCounts;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.TrainingShares;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.core.session.SessionGap;
import io.intentstream.offline.training.data.DataSet;
import io.intentstream.offline.training.data.EventLog;
import io.intentstream.offline.training.data.RecordedUsers;
import io.intentstream.offline.training.data.TrainingException;
import io.intentstream.offline.training.data.TrainingOptions;
import io.intentstream.offline.training.data.UserEvents;
import io.intentstream.offline.training.data.UserSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntentTrainingTest {
    private static final TrainingOptions QUICK = options(1e-2, 12, false, false, null);
    private static final IntentTraining.Identity IDENTITY =
            new IntentTraining.Identity("simple", "3", "simulated shoppers", "test");

    @TempDir
    private Path folder;

    @Test
    void shouldLearnWhoBuysAndWriteLoadableBundle() throws IOException {
        // Given
        EventLog log = log(150);
        Path target = folder.resolve("simple/3");
        List<String> lines = new ArrayList<>();

        // When
        new IntentTraining(QUICK, lines::add).run(one(log), IDENTITY, target);

        // Then
        assertThat(lines).noneMatch(line -> line.startsWith("no epoch was better"));
        JsonNode metrics =
                new ObjectMapper().readTree(target.resolve("metrics.json").toFile());
        JsonNode everyEvent = everyEvent(metrics.at("/points"));
        assertThat(everyEvent.at("/network/auroc").asDouble()).isGreaterThan(0.9);
        assertThat(everyEvent.at("/network/calibrationError").asDouble()).isLessThan(0.1);
        assertThat(everyEvent.at("/gradientBoosting/lead/aurocInterval/high").isNumber())
                .isTrue();
        assertThat(target.resolve("MODEL_CARD.md"))
                .content()
                .contains("# simple 3", "every event: regression", "every event: boosting", "crop 1: ")
                .contains("comparisons with gradient boosting", "| logistic regression | 90 users (60 %), ");
        try (IntentModel model = ModelBundle.load(target)) {
            assertThat(model.manifest().version()).isEqualTo("3");
            assertThat(model.manifest().thresholds().high())
                    .isGreaterThanOrEqualTo(model.manifest().thresholds().medium());
            TrainingShares shares = model.manifest().trainingShares();
            assertThat(shares.eventTypes()).containsExactly("ADD_TO_CART", "PURCHASE", "VIEW_ITEM");
            assertThat(shares.missing().get("log_interval")).isBetween(0.15, 0.35);
            assertThat(shares.missing()).containsEntry("category", 0.0);
            assertThat(shares.unknown()).containsEntry("category", 0.0).containsEntry("event_type", 0.0);
        }
    }

    @Test
    void shouldTrainOnSeveralDataSetsAndDistinguishThem() throws IOException {
        // Given
        Path target = folder.resolve("mixed");
        List<DataSet> data = List.of(new DataSet("north", log(60)), new DataSet("south", log(80)));

        // When
        new IntentTraining(QUICK, line -> {}).run(data, IDENTITY, target);

        // Then
        JsonNode metrics =
                new ObjectMapper().readTree(target.resolve("metrics.json").toFile());
        assertThat(everyEvent(metrics.at("/points")).at("/network/users").asInt())
                .isEqualTo(28);
        assertThat(everyEvent(metrics.at("/dataSets/0/points"))
                        .at("/network/users")
                        .asInt())
                .isEqualTo(12);
        assertThat(metrics.at("/dataSets/1/name").asText()).isEqualTo("south");
        assertThat(target.resolve("MODEL_CARD.md")).content().contains("### north", "- south, every event: AUROC");
    }

    @Test
    void shouldLearnNextCategoryAndItsMix() throws IOException {
        // Given: the bought category does not occur earlier in the session
        List<UserEvents> users = new Shoppers(4, true).draw(250);
        Path target = folder.resolve("turns");

        // When
        new IntentTraining(QUICK, line -> {}).run(one(new EventLog(users, users.size(), 0, 0, 0)), IDENTITY, target);

        // Then: chance finds it in 3 of 8 cases, and knowing just the next category in about half
        JsonNode categories = new ObjectMapper()
                .readTree(target.resolve("metrics.json").toFile())
                .get("categories");
        assertThat(categories.get("byNetwork").asDouble()).isGreaterThan(0.43);
        assertThat(categories.get("byMix").asDouble())
                .isGreaterThan(categories.get("bySession").asDouble() + 0.3);
        assertThat(target.resolve("MODEL_CARD.md")).content().contains("## Which category", "the network's share");
        try (IntentModel model = ModelBundle.load(target)) {
            assertThat(model.manifest().categoryMix())
                    .isPositive()
                    .isEqualTo(categories.get("mix").asDouble());
            assertThat(model.categoryHead().categories()).hasSize(8);
        }
    }

    @Test
    void shouldTrainReproducibleBundle() throws IOException {
        // Given
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");

        // When
        new IntentTraining(QUICK, line -> {}).run(one(log(60)), IDENTITY, first);
        new IntentTraining(QUICK, line -> {}).run(one(log(60)), IDENTITY, second);

        // Then
        for (String file : List.of("manifest.json", "model.pt", "metrics.json", "MODEL_CARD.md")) {
            assertThat(second.resolve(file)).hasSameBinaryContentAs(first.resolve(file));
        }
    }

    @Test
    void shouldShipNetworkOfAllUsersWithCalibrationAndMetricsOfTheMeasuredOne() throws IOException {
        // Given
        TrainingOptions refitting = options(1e-2, 2, true, false, null);
        TrainingOptions measuring = options(1e-2, 2, false, false, null);
        Path refitted = folder.resolve("refitted");
        Path measured = folder.resolve("measured");

        // When
        new IntentTraining(refitting, line -> {}).run(one(log(60)), IDENTITY, refitted);
        new IntentTraining(measuring, line -> {}).run(one(log(60)), IDENTITY, measured);

        // Then
        assertThat(Files.readAllBytes(refitted.resolve("model.pt")))
                .isNotEqualTo(Files.readAllBytes(measured.resolve("model.pt")));
        ModelManifest manifest = ModelBundle.manifest(refitted);
        assertThat(manifest.calibration())
                .isEqualTo(ModelBundle.manifest(measured).calibration());
        assertThat(manifest.thresholds())
                .isEqualTo(ModelBundle.manifest(measured).thresholds());
        assertThat(manifest.training().get("refit")).contains("all users");
        JsonNode metrics =
                new ObjectMapper().readTree(refitted.resolve("metrics.json").toFile());
        assertThat(metrics.get("points"))
                .isEqualTo(new ObjectMapper()
                        .readTree(measured.resolve("metrics.json").toFile())
                        .get("points"));
    }

    @Test
    void shouldKeepCountsOfTrainingUsersAndOfUsersWhoAreOnlyCounted() throws IOException {
        // Given: 36 of 60 users are training users; the others' events, and those of users of both files, do not count
        TrainingOptions options = options(1e-2, 1, false, true, 2);
        List<DataSet> data = one(log(60));
        List<UserEvents> strangers = log(80).users();
        Path target = folder.resolve("counted");

        // When
        new IntentTraining(options, line -> {}).run(data, one(log(80)), IDENTITY, target);

        // Then
        ConversionCounts expected = new ConversionCounts();
        Stream.concat(
                        new UserSplit.ByShuffle(7, 2)
                                        .of(RecordedUsers.of(data.get(0).log(), SessionGap.of(Duration.ofMinutes(30)))
                                                .users())
                                        .training()
                                        .stream(),
                        strangers.subList(60, 80).stream())
                .forEach(user -> user.events().forEach(expected::add));
        ConversionCounts kept = ModelBundle.counts(target).orElseThrow();
        assertThat(kept.items().toArray()).isEqualTo(expected.items().toArray());
        assertThat(kept.categories().toArray()).isEqualTo(expected.categories().toArray());
        ModelManifest manifest = ModelBundle.manifest(target);
        assertThat(manifest.features().numeric())
                .extracting(FeatureSpec.Numeric::name)
                .contains("item_popularity", "item_buy_rate", "category_cart_rate");
        assertThat(manifest.training().get("split")).endsWith(", fold 2");
        assertThat(manifest.training().get("counts")).contains("36 training users", "20 users who are only counted");
    }

    @Test
    void shouldReportNetworkThatLearntNothing() throws IOException {
        // Given: steps so large that the first one makes the network useless
        TrainingOptions wild = options(100, 2, false, false, null);
        Path target = folder.resolve("wild");
        List<String> lines = new ArrayList<>();

        // When
        new IntentTraining(wild, lines::add).run(one(log(60)), IDENTITY, target);

        // Then
        assertThat(lines)
                .contains(
                        "no epoch was better than the logistic regression alone: the bundle scores as the regression does");
        JsonNode metrics =
                new ObjectMapper().readTree(target.resolve("metrics.json").toFile());
        assertThat(metrics.at("/validationLoss/network").asDouble())
                .isGreaterThanOrEqualTo(
                        metrics.at("/validationLoss/logisticRegression").asDouble());
        assertThat(target.resolve("MODEL_CARD.md")).content().contains("**The recurrent part adds nothing here**");
    }

    @Test
    void shouldLeaveNoFilesWhenBundleExists() throws IOException {
        // Given
        Path target = Files.createDirectories(folder.resolve("simple/3"));

        // When // Then
        assertThatThrownBy(() -> new IntentTraining(QUICK, line -> {}).run(one(log(60)), IDENTITY, target))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("exists already");
        try (Stream<Path> left = Files.list(target.getParent())) {
            assertThat(left).containsExactly(target);
        }
    }

    @Test
    void shouldReportTooFewUsers() {
        // When // Then
        assertThatThrownBy(
                        () -> new IntentTraining(QUICK, line -> {}).run(one(log(8)), IDENTITY, folder.resolve("few")))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("8 users")
                .hasMessageContaining("at least 30");
    }

    private static JsonNode everyEvent(JsonNode points) {
        for (JsonNode point : points) {
            if (point.get("point").asText().equals("everyEvent")) {
                return point;
            }
        }
        throw new AssertionError("Every event is not measured: " + points);
    }

    private static List<DataSet> one(EventLog log) {
        return List.of(new DataSet("shoppers", log));
    }

    private static EventLog log(int users) {
        List<UserEvents> drawn = new Shoppers(users).draw(users);
        long events = drawn.stream().mapToLong(user -> user.events().size()).sum();
        return new EventLog(drawn, events, 0, 0, 0);
    }

    /** Options of a small network. */
    private static TrainingOptions options(
            double learningRate, int epochs, boolean refit, boolean conversionTables, @Nullable Integer fold) {
        return new TrainingOptions(
                Duration.ofMinutes(30),
                false,
                Set.of(),
                16,
                8,
                4,
                0.1,
                learningRate,
                0.01,
                0.5,
                0.8,
                0,
                1,
                128,
                epochs,
                epochs,
                refit,
                conversionTables,
                fold,
                7,
                0);
    }
}
