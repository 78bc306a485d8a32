package io.intentstream.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.schema.EventType;
import org.junit.jupiter.api.Test;

class CartTest {
    @Test
    void shouldCapValueInsteadOfOverflowing() {
        // Given
        Cart cart = new Cart();
        long price = 1_000_000_000_000L;

        // When
        for (int i = 0; i < 10; i++) {
            cart.add(new WindowEvent(
                    i, i, EventType.ADD_TO_CART, "gold", null, null, price, "EUR", 1_000_000, -1, null, null));
        }

        // Then
        assertThat(cart.valueMinor()).isEqualTo(Long.MAX_VALUE);
    }
}
