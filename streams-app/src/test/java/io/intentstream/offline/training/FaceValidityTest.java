package io.intentstream.offline.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.schema.EventType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Whether a marketer would believe the shipped bundle on the demo's own shoppers. Every failure shows all numbers. {@code
 * -Dbundle=DIR} tests another bundle and prints its numbers; a relative DIR begins in {@code streams-app}.
 */
class FaceValidityTest {
    private static final String BUNDLE = System.getProperty("bundle", "../model-artifacts/shop-intent/2");

    private static FaceValidity demo;
    private static Map<String, Double> missing;

    @BeforeAll
    static void scoreDemo() {
        try (IntentModel model = ModelBundle.load(Path.of(BUNDLE))) {
            demo = FaceValidity.of(model);
            missing = MissingValueWeights.of(Path.of(BUNDLE), model.manifest());
        }
        if (System.getProperty("bundle") != null) {
            System.out.println(BUNDLE + demo.table() + "weights of missing values " + missing);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"PAGE_VIEW", "SEARCH", "VIEW_ITEM_LIST", "VIEW_PROMOTION"})
    void shouldScoreBrowsingHardlyAboveViewsOfProducts(EventType browsing) {
        // Then
        assertThat(demo.meanScore(browsing))
                .as(browsing + demo.table())
                .isLessThanOrEqualTo(demo.meanScore(EventType.VIEW_ITEM) + 0.06);
    }

    @Test
    void shouldScoreAdditionToCartAboveViewsOfProducts() {
        // Then
        assertThat(demo.meanScore(EventType.ADD_TO_CART))
                .as(demo.table())
                .isGreaterThan(demo.meanScore(EventType.VIEW_ITEM) + 0.06);
    }

    @Test
    void shouldScoreViewOfCartLikeAdditionToCart() {
        // Then
        assertThat(Math.abs(demo.meanScore(EventType.VIEW_CART) - demo.meanScore(EventType.ADD_TO_CART)))
                .as(demo.table())
                .isLessThanOrEqualTo(0.15);
    }

    @Test
    void shouldRaiseScoreFromCartToPayment() {
        // Given
        double added = demo.meanScore(EventType.ADD_TO_CART);
        double checkout = demo.meanScore(EventType.BEGIN_CHECKOUT);
        double shipping = demo.meanScore(EventType.ADD_SHIPPING_INFO);
        double payment = demo.meanScore(EventType.ADD_PAYMENT_INFO);

        // Then
        assertThat(checkout).as(demo.table()).isGreaterThanOrEqualTo(added);
        assertThat(shipping).as(demo.table()).isGreaterThan(checkout);
        assertThat(payment).as(demo.table()).isGreaterThanOrEqualTo(shipping);
    }

    @Test
    void shouldScoreCheckoutAboveTheCartStepBeforeIt() {
        // Then
        assertThat(demo.checkoutAboveCart().share()).as(demo.table()).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void shouldNotScorePaymentBelowCheckout() {
        // Then
        assertThat(demo.paymentNotBelowCheckout().share()).as(demo.table()).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void shouldLowerScoreWhenProductIsRemovedFromCart() {
        // Then
        assertThat(demo.removalLowers().share()).as(demo.table()).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void shouldLowerScoreAfterPurchase() {
        // Then
        assertThat(demo.purchaseLowers().share()).as(demo.table()).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void shouldHardlyEverCallBrowsingWithoutCartHigh() {
        // Then
        assertThat(demo.highWhileBrowsing().share()).as(demo.table()).isLessThanOrEqualTo(0.01);
    }

    @Test
    void shouldNeverCallFirstEventOfNewUserHigh() {
        // Then
        assertThat(demo.highFirstEvents()).as(demo.table()).isZero();
    }

    @Test
    void shouldScoreEveryFrequentEventTypeNearItsTrueRate() {
        // Given
        EventType[] frequent = Arrays.stream(EventType.values())
                .filter(type -> demo.count(type) >= 100)
                .toArray(EventType[]::new);

        // Then
        assertThat(frequent)
                .as(demo.table())
                .allSatisfy(type -> assertThat(Math.abs(demo.meanScore(type) - demo.trueRate(type)))
                        .as("distance from the true rate after " + type)
                        .isLessThanOrEqualTo(0.1));
    }

    @Test
    void shouldCallFewEventsHighAndBeRightAboutHalfOfThem() {
        // Then
        assertThat(demo.high().share()).as(demo.table()).isBetween(0.02, 0.07);
        assertThat(demo.precisionOfHigh().share()).as(demo.table()).isGreaterThanOrEqualTo(0.5);
    }

    @Test
    void shouldHardlyWeighMissingValues() {
        // Then
        assertThat(missing)
                .allSatisfy((feature, weight) ->
                        assertThat(weight).as("log-odds of missing " + feature).isBetween(-0.3, 0.3));
    }
}
