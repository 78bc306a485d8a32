package io.intentstream.offline.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.session.SessionGap;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.training.Shoppers;
import io.intentstream.schema.EventType;
import java.util.List;
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
    void shouldNotChangeDataWithCheckoutSteps() {
        // Given
        WindowEvent begin =
                new WindowEvent(1, 0, EventType.BEGIN_CHECKOUT, null, null, null, -1, null, 1, -1, null, null);
        WindowEvent purchase = new WindowEvent(2, 1, EventType.PURCHASE, null, null, null, -1, null, 1, -1, null, null);
        List<UserEvents> recorded = List.of(new UserEvents("u", List.of(begin, purchase)));

        // When // Then
        assertThat(new SyntheticCheckoutSteps(GAP, 1).insert(recorded)).isSameAs(recorded);
    }

    private static double count(List<UserEvents> users, EventType type) {
        return users.stream()
                .flatMap(user -> user.events().stream())
                .filter(event -> event.type() == type)
                .count();
    }
}
