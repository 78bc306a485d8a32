package io.intentstream.offline.training.network;

import static io.intentstream.schema.EventType.ADD_PAYMENT_INFO;
import static io.intentstream.schema.EventType.ADD_SHIPPING_INFO;
import static io.intentstream.schema.EventType.ADD_TO_CART;
import static io.intentstream.schema.EventType.BEGIN_CHECKOUT;
import static io.intentstream.schema.EventType.LOGIN;
import static io.intentstream.schema.EventType.OTHER;
import static io.intentstream.schema.EventType.PAGE_VIEW;
import static io.intentstream.schema.EventType.SEARCH;
import static io.intentstream.schema.EventType.SELECT_ITEM;
import static io.intentstream.schema.EventType.SELECT_PROMOTION;
import static io.intentstream.schema.EventType.SIGN_UP;
import static io.intentstream.schema.EventType.VIEW_CART;
import static io.intentstream.schema.EventType.VIEW_ITEM;
import static io.intentstream.schema.EventType.VIEW_ITEM_LIST;
import static io.intentstream.schema.EventType.VIEW_PROMOTION;

import io.intentstream.schema.EventType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which event type stands in for one that the training data lacks: the nearest type that the data has. The orders of
 * nearness are assumptions, not data. A type that takes something back never borrows from one that adds it, and a purchase
 * has no related type.
 */
final class RelatedEventTypes {
    private RelatedEventTypes() {}

    /**
     * The one related type of each unseen type, in the order of {@link EventType}.
     *
     * @param seen the types in the training data
     * @return unseen types without a related type among the seen ones are left out
     */
    static Map<EventType, EventType> nearest(Set<EventType> seen) {
        Map<EventType, EventType> nearest = new EnumMap<>(EventType.class);
        for (EventType type : EventType.values()) {
            if (!seen.contains(type)) {
                byNearness(type).stream()
                        .filter(seen::contains)
                        .findFirst()
                        .ifPresent(related -> nearest.put(type, related));
            }
        }
        return nearest;
    }

    /** The related types, the nearest first. */
    private static List<EventType> byNearness(EventType type) {
        return switch (type) {
            case ADD_TO_CART -> List.of(VIEW_CART, BEGIN_CHECKOUT);
            case VIEW_CART -> List.of(ADD_TO_CART, BEGIN_CHECKOUT);
            case BEGIN_CHECKOUT -> List.of(ADD_SHIPPING_INFO, ADD_PAYMENT_INFO, VIEW_CART, ADD_TO_CART);
            case ADD_SHIPPING_INFO -> List.of(BEGIN_CHECKOUT, ADD_PAYMENT_INFO, VIEW_CART, ADD_TO_CART);
            case ADD_PAYMENT_INFO -> List.of(ADD_SHIPPING_INFO, BEGIN_CHECKOUT, VIEW_CART, ADD_TO_CART);
            case PAGE_VIEW -> List.of(VIEW_ITEM_LIST, SEARCH, VIEW_PROMOTION, VIEW_ITEM);
            case VIEW_ITEM_LIST -> List.of(SEARCH, PAGE_VIEW, VIEW_PROMOTION, VIEW_ITEM);
            case SEARCH -> List.of(VIEW_ITEM_LIST, PAGE_VIEW, VIEW_ITEM);
            case VIEW_ITEM -> List.of(SELECT_ITEM, PAGE_VIEW, VIEW_ITEM_LIST, SEARCH);
            case SELECT_ITEM -> List.of(VIEW_ITEM, VIEW_ITEM_LIST, PAGE_VIEW);
            case VIEW_PROMOTION -> List.of(SELECT_PROMOTION, PAGE_VIEW, VIEW_ITEM_LIST, VIEW_ITEM);
            case SELECT_PROMOTION -> List.of(VIEW_PROMOTION, PAGE_VIEW, VIEW_ITEM_LIST, VIEW_ITEM);
            case LOGIN -> List.of(SIGN_UP, PAGE_VIEW, VIEW_ITEM);
            case SIGN_UP -> List.of(LOGIN, PAGE_VIEW, VIEW_ITEM);
            case REFUND -> List.of(OTHER, PAGE_VIEW, VIEW_ITEM);
            case REMOVE_FROM_CART, ADD_TO_WISHLIST, SHARE, OTHER -> List.of(VIEW_ITEM, PAGE_VIEW);
            case PURCHASE -> List.of();
        };
    }
}
