package io.intentstream.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.schema.Band;
import io.intentstream.schema.CategoryIntent;
import io.intentstream.schema.PurchaseIntent;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntentFilterTest {
    private final PurchaseIntent intent = intent(Band.HIGH, "shoes", "bags");

    @Test
    void shouldMatchEverythingWithoutParameters() {
        // When
        IntentFilter filter = IntentFilter.of(List.of(), List.of(), List.of());

        // Then
        assertThat(filter.test(intent)).isTrue();
        assertThat(filter.test(intent(Band.LOW))).isTrue();
    }

    @Test
    void shouldMatchAnyOfItsBandsAndAnyOfItsCategories() {
        // When
        IntentFilter filter = IntentFilter.of(List.of("HIGH", "MEDIUM"), List.of("hats", "bags"), List.of());

        // Then
        assertThat(filter.test(intent)).isTrue();
        assertThat(filter.test(intent(Band.MEDIUM, "hats"))).isTrue();
        assertThat(filter.test(intent(Band.LOW, "bags"))).isFalse();
        assertThat(filter.test(intent(Band.HIGH, "shoes"))).isFalse();
    }

    @Test
    void shouldMatchAnyOfItsUsers() {
        // Given
        intent.setUserId("ann");

        // When
        IntentFilter some = IntentFilter.of(List.of(), List.of(), List.of("bob", "ann"));
        IntentFilter other = IntentFilter.of(List.of(), List.of(), List.of("bob"));

        // Then
        assertThat(some.test(intent)).isTrue();
        assertThat(other.test(intent)).isFalse();
    }

    @Test
    void shouldListAvailableBands() {
        // When / Then
        assertThatThrownBy(() -> IntentFilter.of(List.of("high"), List.of(), List.of()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("[LOW, MEDIUM, HIGH]");
    }

    private static PurchaseIntent intent(Band band, String... categories) {
        PurchaseIntent intent = new PurchaseIntent();
        intent.setBand(band);
        intent.setCategories(List.of(categories).stream()
                .map(category -> new CategoryIntent(category, 0.1))
                .toList());
        return intent;
    }
}
