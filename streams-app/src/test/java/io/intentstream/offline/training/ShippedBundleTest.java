package io.intentstream.offline.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.feature.FeatureSet;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.core.model.Stepper;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.training.data.HistoryFold;
import io.intentstream.offline.training.data.UserEvents;
import io.intentstream.schema.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shipped model on a shop that differs from its training data in categories, prices, brands and events. */
class ShippedBundleTest {
    private static final Path BUNDLE = Path.of("../model-artifacts/shop-intent/2");
    private static final long MINUTE = 60_000L;

    private static final Set<EventType> CART_AND_CHECKOUT = EnumSet.of(
            EventType.ADD_TO_CART,
            EventType.VIEW_CART,
            EventType.BEGIN_CHECKOUT,
            EventType.ADD_SHIPPING_INFO,
            EventType.ADD_PAYMENT_INFO);

    private static IntentModel model;

    @BeforeAll
    static void loadModel() {
        model = ModelBundle.load(BUNDLE);
    }

    @AfterAll
    static void closeModel() {
        model.close();
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldScoreEveryEventTypeWithinReasonableBounds(EventType type) {
        // When
        List<Double> probabilities = score(EventType.VIEW_ITEM, type, EventType.VIEW_ITEM, type);

        // Then: half of those buy who put a second product into the cart, and nine of ten who enter a payment
        double most = CART_AND_CHECKOUT.contains(type) ? 0.97 : 0.6;
        assertThat(probabilities)
                .allSatisfy(probability -> assertThat(probability).isBetween(0.0005, most));
    }

    @Test
    void shouldScoreFarBelowPaymentOnceTheOrderIsPlaced() {
        // When
        List<Double> order = score(
                EventType.VIEW_ITEM,
                EventType.ADD_TO_CART,
                EventType.BEGIN_CHECKOUT,
                EventType.ADD_PAYMENT_INFO,
                EventType.PURCHASE,
                EventType.PAGE_VIEW);

        // Then
        assertThat(order.get(4)).isLessThan(order.get(3) / 2);
        assertThat(order.get(5)).isLessThan(order.get(3) / 2);
    }

    @Test
    void shouldScoreCheckoutInProgressAboveFurtherViews() {
        // When
        List<Double> checkout = score(
                EventType.VIEW_ITEM,
                EventType.ADD_TO_CART,
                EventType.BEGIN_CHECKOUT,
                EventType.ADD_SHIPPING_INFO,
                EventType.ADD_PAYMENT_INFO);
        List<Double> looking = score(
                EventType.VIEW_ITEM,
                EventType.ADD_TO_CART,
                EventType.VIEW_ITEM,
                EventType.VIEW_ITEM,
                EventType.VIEW_ITEM);

        // Then
        assertThat(checkout.get(2)).isGreaterThan(looking.get(2));
        assertThat(checkout.get(3)).isGreaterThan(looking.get(3));
        assertThat(checkout.get(4)).isGreaterThan(looking.get(4));
    }

    @Test
    void shouldStaySmall() throws IOException {
        // Then
        assertThat(Files.size(BUNDLE.resolve("model.pt"))).isLessThan(1_000_000);
    }

    @Test
    void shouldNotOverflowInALongSession() {
        // Given
        EventType[] session = new EventType[2000];
        Arrays.setAll(session, i -> i % 7 == 0 ? EventType.ADD_TO_CART : EventType.VIEW_ITEM);

        // When
        List<Double> probabilities = score(session);

        // Then
        assertThat(probabilities)
                .allSatisfy(probability -> assertThat(probability).isBetween(0.0005, 0.9));
    }

    /** Calibrated probabilities after each event of one session, events a minute apart, with price, brand and category. */
    private static List<Double> score(EventType... types) {
        List<WindowEvent> events = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            events.add(new WindowEvent(
                    i,
                    i * MINUTE,
                    types[i],
                    "sku-" + i % 5,
                    "shoes/" + i % 3,
                    "brand",
                    4999,
                    "EUR",
                    1,
                    -1,
                    "product",
                    "web"));
        }
        ModelManifest manifest = model.manifest();
        FeatureSet features = new FeatureSet(manifest.features());
        List<Double> probabilities = new ArrayList<>();
        float[] state = new float[model.stateSize()];
        try (Stepper stepper = model.newStepper()) {
            new HistoryFold(EngineSettings.defaults()).play(new UserEvents("user", events), (before, event) -> {
                stepper.put(0, features.of(before, event), state);
                stepper.step(1);
                stepper.state(0, state);
                double logOdds = manifest.calibration().slope() * stepper.logit(0)
                        + manifest.calibration().intercept();
                probabilities.add(1 / (1 + Math.exp(-logOdds)));
            });
        }
        return probabilities;
    }
}
