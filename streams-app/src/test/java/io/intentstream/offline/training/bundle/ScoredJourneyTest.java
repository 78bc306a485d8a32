package io.intentstream.offline.training.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.intentstream.core.feature.FeatureSet;
import io.intentstream.core.intent.ScoreCalibrator;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.model.Stepper;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.training.bundle.ScoredJourney.ScoredStep;
import io.intentstream.offline.training.data.HistoryFold;
import io.intentstream.offline.training.data.UserEvents;
import io.intentstream.schema.Band;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ScoredJourneyTest {
    private static final double HIGH = 0.45;

    private static IntentModel model;

    @BeforeAll
    static void loadModel() {
        model = ModelBundle.load(Path.of("../model-artifacts/shop-intent/2"));
    }

    @AfterAll
    static void closeModel() {
        model.close();
    }

    @Test
    void shouldScoreEachStepOfBothShoppersWithShippedBundle() {
        // When
        ScoredJourney journey = ScoredJourney.of(model);

        // Then
        assertThat(journey.purchase())
                .extracting(ScoredStep::type)
                .containsExactly(
                        EventType.PAGE_VIEW,
                        EventType.SEARCH,
                        EventType.VIEW_ITEM_LIST,
                        EventType.VIEW_PROMOTION,
                        EventType.VIEW_ITEM,
                        EventType.VIEW_ITEM,
                        EventType.ADD_TO_CART,
                        EventType.VIEW_CART,
                        EventType.BEGIN_CHECKOUT,
                        EventType.ADD_SHIPPING_INFO,
                        EventType.ADD_PAYMENT_INFO,
                        EventType.PURCHASE,
                        EventType.PAGE_VIEW);
        assertThat(journey.removal())
                .extracting(ScoredStep::type)
                .containsExactly(
                        EventType.VIEW_ITEM, EventType.ADD_TO_CART, EventType.REMOVE_FROM_CART, EventType.VIEW_ITEM);
        assertSameScores(journey.purchase(), byFold(SampleJourneys.purchase()));
        assertSameScores(journey.removal(), byFold(SampleJourneys.removal()));
    }

    @Test
    void shouldSayThatAllRulesHoldForBelievableScores() {
        // Given
        ScoredJourney journey = journey(
                new double[] {.06, .04, .05, .07, .05, .08, .30, .38, .70, .80, .88, .10, .05},
                new double[] {.05, .28, .12, .06});

        // When
        String section = journey.markdown();

        // Then
        assertThat(journey.broken()).isEmpty();
        assertThat(section)
                .startsWith("## A shopper's journey\n")
                .contains("| event | page | product | probability | band |\n|---|---|---|---|---|\n")
                .contains("| page view | home |  | 0.060 | LOW |\n")
                .contains("| add to cart | product | item-1502, 64.99 EUR | 0.300 | LOW |\n")
                .contains("| begin checkout | checkout |  | 0.700 | HIGH |\n")
                .endsWith("\n\n" + JourneyRules.ALL_HOLD + "\n");
    }

    @Test
    void shouldSayWhichRulesUnbelievableScoresBreak() {
        // Given: scores as a model gives that takes missing categories for a checkout
        ScoredJourney journey = journey(
                new double[] {.24, .48, .05, .07, .06, .06, .05, .62, .59, .60, .55, .56, .30},
                new double[] {.05, .20, .25, .06});

        // When
        List<String> broken = journey.broken();

        // Then
        assertThat(broken)
                .containsExactly(
                        "Page view (0.240), search (0.480) should be at most 0.06 above view item (0.060).",
                        "Search (0.480) should not be HIGH before anything is in the cart.",
                        "Add to cart (0.050) should be above view item (0.060).",
                        "View cart (0.620) should be within 0.15 of add to cart (0.050).",
                        "Begin checkout (0.590) should be above view cart (0.620).",
                        "Add payment info (0.550) should not be below add shipping info (0.600).",
                        "Purchase (0.560) should be below add payment info (0.550).",
                        "Remove from cart (0.250) should be below add to cart (0.200).");
        assertThat(journey.markdown()).contains("\n- " + String.join("\n- ", broken) + "\n");
    }

    @Test
    void shouldWriteOneLineForEachStepAndSentence() {
        // Given
        ScoredJourney journey = journey(
                new double[] {.06, .04, .05, .07, .05, .08, .30, .38, .70, .80, .88, .10, .05},
                new double[] {.05, .28, .29, .06});

        // When
        List<String> lines = journey.lines();

        // Then
        assertThat(lines)
                .hasSize(1 + 13 + 1 + 4 + 1)
                .contains("  page view          home           0.060  LOW")
                .contains("  begin checkout     checkout       0.700  HIGH")
                .endsWith("Remove from cart (0.290) should be below add to cart (0.280).");
    }

    private static ScoredJourney journey(double[] purchase, double[] removal) {
        return new ScoredJourney(
                scored(SampleJourneys.purchase(), purchase), scored(SampleJourneys.removal(), removal));
    }

    private static List<ScoredStep> scored(List<ClickEvent> events, double[] probabilities) {
        return IntStream.range(0, events.size())
                .mapToObj(i -> new ScoredStep(
                        events.get(i), probabilities[i], probabilities[i] >= HIGH ? Band.HIGH : Band.LOW))
                .toList();
    }

    private static void assertSameScores(List<ScoredStep> steps, List<Double> expected) {
        ScoreCalibrator calibrator = new ScoreCalibrator(model.manifest());
        for (int i = 0; i < expected.size(); i++) {
            ScoredStep step = steps.get(i);
            assertThat(step.probability()).as("step " + i).isEqualTo(expected.get(i), within(1e-4));
            assertThat(step.band()).as("step " + i).isEqualTo(calibrator.band(step.probability()));
        }
    }

    /** Probabilities without the engine: features from a fold of the history, and one step of the network after the other. */
    private static List<Double> byFold(List<ClickEvent> events) {
        FeatureSet features = model.features();
        ScoreCalibrator calibrator = new ScoreCalibrator(model.manifest());
        UserEvents user = new UserEvents(
                "shopper",
                events.stream()
                        .map(event -> WindowEvent.of(event, features.attributes()))
                        .toList());
        List<Double> probabilities = new ArrayList<>();
        float[] state = new float[model.stateSize()];
        try (Stepper stepper = model.newStepper()) {
            new HistoryFold(EngineSettings.defaults()).play(user, (before, event) -> {
                stepper.put(0, features.of(before, event), state);
                stepper.step(1);
                stepper.state(0, state);
                probabilities.add(calibrator.probability(stepper.logit(0)));
            });
        }
        return probabilities;
    }
}
