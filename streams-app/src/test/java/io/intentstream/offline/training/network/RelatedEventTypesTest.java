package io.intentstream.offline.training.network;

import static io.intentstream.schema.EventType.ADD_PAYMENT_INFO;
import static io.intentstream.schema.EventType.ADD_SHIPPING_INFO;
import static io.intentstream.schema.EventType.ADD_TO_CART;
import static io.intentstream.schema.EventType.BEGIN_CHECKOUT;
import static io.intentstream.schema.EventType.PURCHASE;
import static io.intentstream.schema.EventType.REMOVE_FROM_CART;
import static io.intentstream.schema.EventType.SEARCH;
import static io.intentstream.schema.EventType.VIEW_CART;
import static io.intentstream.schema.EventType.VIEW_ITEM;
import static io.intentstream.schema.EventType.VIEW_ITEM_LIST;
import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.schema.EventType;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RelatedEventTypesTest {
    @Test
    void shouldRelateUnseenTypeToItsNearestSeenType() {
        // When
        Map<EventType, EventType> nearest = RelatedEventTypes.nearest(
                EnumSet.of(VIEW_ITEM, SEARCH, ADD_TO_CART, BEGIN_CHECKOUT, ADD_PAYMENT_INFO, PURCHASE));

        // Then
        assertThat(nearest)
                .containsEntry(VIEW_CART, ADD_TO_CART)
                .containsEntry(ADD_SHIPPING_INFO, BEGIN_CHECKOUT)
                .containsEntry(VIEW_ITEM_LIST, SEARCH)
                .containsEntry(REMOVE_FROM_CART, VIEW_ITEM)
                .doesNotContainKeys(VIEW_ITEM, SEARCH, ADD_TO_CART, BEGIN_CHECKOUT, ADD_PAYMENT_INFO, PURCHASE);
    }

    @Test
    void shouldTakeNextNearestTypeWhenNearestIsUnseen() {
        assertThat(RelatedEventTypes.nearest(EnumSet.of(BEGIN_CHECKOUT))).containsEntry(VIEW_CART, BEGIN_CHECKOUT);
    }

    @Test
    void shouldRelateRemovalFromCartToNoTypeThatLeadsToAPurchase() {
        // Given
        EnumSet<EventType> funnel =
                EnumSet.of(ADD_TO_CART, VIEW_CART, BEGIN_CHECKOUT, ADD_SHIPPING_INFO, ADD_PAYMENT_INFO, PURCHASE);

        // When // Then
        assertThat(RelatedEventTypes.nearest(funnel)).doesNotContainKey(REMOVE_FROM_CART);
    }
}
