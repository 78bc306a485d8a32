package io.intentstream.core.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.intentstream.core.engine.InputEvent;
import io.intentstream.core.engine.Outcome;
import io.intentstream.core.engine.Users;
import io.intentstream.core.engine.WholeStates;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.model.CategoryHead;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.model.RandomBundle;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.schema.Band;
import io.intentstream.schema.CategoryIntent;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.PurchaseIntent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How intents are distributed over categories, with and without a model that predicts the next category. */
class CategoryIntentTest {
    private static final EngineSettings SETTINGS = EngineSettings.defaults();
    private static final double MIX = 0.6;
    private static final FeatureSpec FEATURES = new FeatureSpec(
            List.of(new FeatureSpec.Numeric("log_interval", 0, 1)),
            List.of(
                    new FeatureSpec.Categorical("event_type", List.of("VIEW_ITEM"), 0),
                    new FeatureSpec.Categorical("category", List.of("category-0", "scarves", "gloves"), 2)));

    /** Two events of category-0, one each of category-1 and category-2. */
    private static final List<ClickEvent> SESSION = List.of(view("a", 0), view("b", 10), view("c", 20), view("d", 30));

    @TempDir
    private Path folder;

    @Test
    void shouldMixSharesOfTheSessionWithPredictionsOfTheModel() throws IOException {
        // Given
        try (IntentModel model = model(MIX, 0);
                Users users = new Users(SETTINGS, model)) {

            // When
            List<Outcome> outcomes = users.oneByOne(SESSION);

            // Then
            PurchaseIntent intent = Users.intent(outcomes.get(3));
            float[] recurrent = WholeStates.read(users.state("u"), SETTINGS).recurrent();
            assertThat(intent.getBand()).isNotEqualTo(Band.LOW);
            assertDistribution(intent, expected(model.categoryHead(), recurrent));
        }
    }

    @Test
    void shouldDistributeLowIntentsBySessionOnly() throws IOException {
        // Given
        try (IntentModel model = model(MIX, 1);
                Users users = new Users(SETTINGS, model)) {

            // When
            List<Outcome> outcomes = users.oneByOne(SESSION);

            // Then
            PurchaseIntent intent = Users.intent(outcomes.get(3));
            assertThat(intent.getBand()).isEqualTo(Band.LOW);
            assertDistribution(intent, Map.of("category-0", 0.5, "category-1", 0.25, "category-2", 0.25));
        }
    }

    @Test
    void shouldDistributeBySessionOnlyWhenMixIsZero() throws IOException {
        // Given
        try (IntentModel model = model(0, 0);
                Users users = new Users(SETTINGS, model)) {

            // When
            List<Outcome> outcomes = users.oneByOne(SESSION);

            // Then
            assertDistribution(
                    Users.intent(outcomes.get(3)), Map.of("category-0", 0.5, "category-1", 0.25, "category-2", 0.25));
        }
    }

    @Test
    void shouldNotDependOnBatches() throws IOException {
        // Given
        try (IntentModel model = model(MIX, 0);
                Users alone = new Users(SETTINGS, model);
                Users together = new Users(SETTINGS, model)) {

            // When
            List<Outcome> oneByOne = alone.oneByOne(SESSION);
            List<Outcome> atOnce = together.apply(SESSION);

            // Then
            assertThat(atOnce)
                    .extracting(Users::intent)
                    .isEqualTo(oneByOne.stream().map(Users::intent).toList());
        }
    }

    @Test
    void shouldRepeatLatestIntentExactlyAndEarlierOnesBySessionOnly() throws IOException {
        // Given
        EngineSettings tracking = new EngineSettings(
                SETTINGS.sessionGap(),
                SETTINGS.windowEvents(),
                SETTINGS.windowGrace(),
                SETTINGS.affinityHalfLife(),
                SETTINGS.userTtl(),
                true);
        try (IntentModel model = model(MIX, 0);
                Users users = new Users(tracking, model)) {
            List<Outcome> first = users.applyInputs(List.of(
                    new InputEvent(SESSION.get(0), 0, 0),
                    new InputEvent(SESSION.get(1), 0, 1),
                    new InputEvent(SESSION.get(2), 0, 2)));

            // When
            List<Outcome> again = users.applyInputs(
                    List.of(new InputEvent(SESSION.get(1), 0, 1), new InputEvent(SESSION.get(2), 0, 2)));

            // Then
            PurchaseIntent earlier =
                    ((Outcome.Redelivered) again.get(0)).intent().record().read();
            PurchaseIntent latest =
                    ((Outcome.Redelivered) again.get(1)).intent().record().read();
            assertDistribution(earlier, Map.of("category-0", 0.5, "category-1", 0.5));
            assertThat(latest.getCategories())
                    .isEqualTo(Users.intent(first.get(2)).getCategories());
        }
    }

    private static Map<String, Double> expected(CategoryHead head, float[] recurrent) {
        float[] shares = head.shares(recurrent);
        Map<String, Double> weights = new TreeMap<>(Map.of(
                "category-0", (1 - MIX) * 0.5 + MIX * shares[0],
                "category-1", (1 - MIX) * 0.25,
                "category-2", (1 - MIX) * 0.25,
                "scarves", MIX * shares[1],
                "gloves", MIX * shares[2]));
        List<String> best = weights.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
                .limit(3)
                .map(Map.Entry::getKey)
                .toList();
        weights.keySet().retainAll(best);
        return weights;
    }

    private static void assertDistribution(PurchaseIntent intent, Map<String, Double> shares) {
        assertThat(intent.getCategories())
                .extracting(CategoryIntent::getCategoryId)
                .containsExactlyInAnyOrderElementsOf(shares.keySet());
        for (CategoryIntent category : intent.getCategories()) {
            assertThat(category.getProbability())
                    .isCloseTo(intent.getProbability() * shares.get(category.getCategoryId()), within(6e-5));
        }
        assertThat(intent.getCategories())
                .extracting(CategoryIntent::getProbability)
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    private static ClickEvent view(String id, long second) {
        return Users.event("u", id, EventType.VIEW_ITEM, second);
    }

    /** A model with random weights. All its intents are at least MEDIUM when {@code medium} is 0, and LOW when it is 1. */
    private IntentModel model(double mix, double medium) throws IOException {
        RandomBundle.writeWithCategories(folder, FEATURES, 8, mix);
        Path manifest = folder.resolve("manifest.json");
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replace("\"medium\" : 0.1", "\"medium\" : " + medium)
                        .replace("\"high\" : 0.3", "\"high\" : 1"));
        return ModelBundle.load(folder);
    }
}
