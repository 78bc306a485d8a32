package io.intentstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.schema.EventType;
import io.intentstream.state.Click;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckoutStepsTest {
    private static final long GAP = 1_800_000;

    private final List<UserClicks> shoppers = new Shoppers(1).draw(200);

    @Test
    void shouldPutStepsBeforeAboutHalfOfThePurchasesAndKeepTheOrderOfTime() {
        // When
        List<UserClicks> changed = new CheckoutSteps(GAP, 1).insert(shoppers);

        // Then
        double purchases = count(changed, EventType.PURCHASE);
        assertThat(purchases).isEqualTo(count(shoppers, EventType.PURCHASE));
        assertThat(count(changed, EventType.ADD_PAYMENT_INFO) / purchases).isBetween(0.4, 0.6);
        assertThat(count(changed, EventType.BEGIN_CHECKOUT)).isGreaterThan(count(changed, EventType.ADD_PAYMENT_INFO));
        assertThat(changed)
                .allSatisfy(user ->
                        assertThat(user.clicks()).extracting(Click::time).isSorted());
    }

    @Test
    void shouldLeaveDataAloneThatHasSuchSteps() {
        // Given
        Click begin = new Click(1, 0, EventType.BEGIN_CHECKOUT, null, null, null, -1, null, 1, -1, null, null);
        Click purchase = new Click(2, 1, EventType.PURCHASE, null, null, null, -1, null, 1, -1, null, null);
        List<UserClicks> recorded = List.of(new UserClicks("u", List.of(begin, purchase)));

        // When // Then
        assertThat(new CheckoutSteps(GAP, 1).insert(recorded)).isSameAs(recorded);
    }

    private static double count(List<UserClicks> users, EventType type) {
        return users.stream()
                .flatMap(user -> user.clicks().stream())
                .filter(click -> click.type() == type)
                .count();
    }
}
