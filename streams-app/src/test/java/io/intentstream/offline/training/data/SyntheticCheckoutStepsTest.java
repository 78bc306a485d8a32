package io.intentstream.offline.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.session.SessionGap;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.training.Shoppers;
import io.intentstream.schema.EventType;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SyntheticCheckoutStepsTest {
    private static final SessionGap GAP = new SessionGap(1_800_000);

    private final List<UserEvents> shoppers = new Shoppers(1).draw(200);

    @Test
    void shouldInsertStepsBeforeAboutHalfOfThePurchasesInTimeOrder() {
        // When
        List<UserEvents> changed = new SyntheticCheckoutSteps(GAP, 1).insert(shoppers);

        // Then
        double purchases = count(changed, EventType.PURCHASE);
        assertThat(purchases).isEqualTo(count(shoppers, EventType.PURCHASE));
        assertThat(count(changed, EventType.ADD_PAYMENT_INFO) / purchases).isBetween(0.4, 0.6);
        assertThat(count(changed, EventType.BEGIN_CHECKOUT)).isGreaterThan(count(changed, EventType.ADD_PAYMENT_INFO));
        assertThat(changed)
                .allSatisfy(user ->
                        assertThat(user.events()).extracting(WindowEvent::time).isSorted());
    }

    @Test
    void shouldInsertStepsWithProductOfTheirPurchase() {
        // Given
        List<UserEvents> buyers = IntStream.range(0, 50)
                .mapToObj(i -> new UserEvents(
                        "u" + i,
                        List.of(
                                event(2 * i, 0, EventType.VIEW_ITEM, "a", "shoes", "product"),
                                event(2 * i + 1, 60_000, EventType.PURCHASE, "b", "hats", "receipt"))))
                .toList();

        // When
        List<UserEvents> changed = new SyntheticCheckoutSteps(GAP, 1).insert(buyers);

        // Then: they are on the page of the event before
        assertThat(steps(changed)).hasSizeGreaterThan(30).allSatisfy(step -> {
            assertThat(step.itemId()).isEqualTo("b");
            assertThat(step.categoryId()).isEqualTo("hats");
            assertThat(step.brand()).isEqualTo("hats' brand");
            assertThat(step.priceMinor()).isEqualTo(1_999);
            assertThat(step.pageType()).isEqualTo("product");
            assertThat(step.isOfOrder()).isFalse();
        });
    }

    @Test
    void shouldInsertStepsWithProductOfTheirAdditionToTheCart() {
        // Given: someone buys, or nothing would be inserted
        List<UserEvents> users = IntStream.range(0, 200)
                .mapToObj(i -> new UserEvents(
                        "u" + i,
                        List.of(
                                event(2 * i, 0, EventType.PURCHASE, "b", "hats", "receipt"),
                                event(2 * i + 1, 60_000, EventType.ADD_TO_CART, "a", "shoes", "product"))))
                .toList();

        // When
        List<UserEvents> changed = new SyntheticCheckoutSteps(GAP, 1).insert(users);

        // Then
        assertThat(steps(changed)).hasSizeGreaterThan(10).allSatisfy(step -> {
            assertThat(step.itemId()).isEqualTo("a");
            assertThat(step.categoryId()).isEqualTo("shoes");
            assertThat(step.pageType()).isEqualTo("product");
        });
    }

    @Test
    void shouldNotChangeDataWithCheckoutSteps() {
        // Given
        WindowEvent begin =
                new WindowEvent(1, 0, EventType.BEGIN_CHECKOUT, null, null, null, -1, null, 1, -1, null, null);
        WindowEvent purchase = new WindowEvent(2, 1, EventType.PURCHASE, null, null, null, -1, null, 1, -1, null, null);
        List<UserEvents> recorded = List.of(new UserEvents("u", List.of(begin, purchase)));

        // When // Then
        assertThat(new SyntheticCheckoutSteps(GAP, 1).insert(recorded)).isSameAs(recorded);
    }

    private static List<WindowEvent> steps(List<UserEvents> users) {
        return users.stream()
                .flatMap(user -> user.events().stream())
                .filter(event -> event.type() == EventType.BEGIN_CHECKOUT
                        || event.type() == EventType.ADD_SHIPPING_INFO
                        || event.type() == EventType.ADD_PAYMENT_INFO)
                .toList();
    }

    private static WindowEvent event(long id, long time, EventType type, String item, String category, String page) {
        return new WindowEvent(id, time, type, item, category, category + "' brand", 1_999, "EUR", 1, -1, page, "web");
    }

    private static double count(List<UserEvents> users, EventType type) {
        return users.stream()
                .flatMap(user -> user.events().stream())
                .filter(event -> event.type() == type)
                .count();
    }
}
