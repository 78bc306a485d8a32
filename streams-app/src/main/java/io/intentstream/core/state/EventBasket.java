package io.intentstream.core.state;

import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an event says beyond one product: several products, the order that they belong to, and what all of it is worth.
 *
 * @param items the products, when they are two or more; empty when the event's own fields are its product
 * @param orderId 64-bit hash of the order's id; 0 when the event belongs to no order
 * @param valueMinor what the whole event is worth, in minor units; -1 when it does not say so
 */
public record EventBasket(List<EventItem> items, long orderId, long valueMinor) {
    /** Event types of which the products are impressions: nobody has chosen one of them. */
    public static boolean isImpression(EventType type) {
        return switch (type) {
            case VIEW_ITEM_LIST, SEARCH, VIEW_PROMOTION, SELECT_PROMOTION -> true;
            default -> false;
        };
    }

    /** The basket of an event with these products; null when the event has nothing beyond one product. */
    static @Nullable EventBasket of(ClickEvent event, List<EventItem> items) {
        long order = order(event);
        long value = concernsOrder(event) && event.getValueMinor() != null ? event.getValueMinor() : -1;
        return items.isEmpty() && order == 0 && value < 0 ? null : new EventBasket(items, order, value);
    }

    /** 64-bit hash of the order's id; 0 when the event is neither purchase nor refund, or names no order. */
    public static long order(ClickEvent event) {
        String id = event.getOrderId();
        if (id == null || id.isEmpty() || !concernsOrder(event)) {
            return 0;
        }
        long hash = WindowEvent.hash(id);
        return hash == 0 ? 1 : hash;
    }

    private static boolean concernsOrder(ClickEvent event) {
        return event.getEventType() == EventType.PURCHASE || event.getEventType() == EventType.REFUND;
    }

    /** The commonest of the items' texts that are not null, the first one on a tie; null when there is none. */
    static @Nullable String commonest(List<EventItem> items, Function<EventItem, @Nullable String> text) {
        Map<String, Integer> counts = new HashMap<>();
        for (EventItem item : items) {
            String one = text.apply(item);
            if (one != null) {
                counts.merge(one, 1, Integer::sum);
            }
        }
        String best = null;
        int most = 0;
        for (EventItem item : items) {
            String one = text.apply(item);
            if (one != null && counts.get(one) > most) {
                best = one;
                most = counts.get(one);
            }
        }
        return best;
    }

    void write(StateWriter out) {
        out.writeLong(orderId);
        out.writeSigned(valueMinor);
        out.writeUnsigned(items.size());
        for (EventItem item : items) {
            out.writeText(item.itemId());
            out.writeText(item.categoryId());
            out.writeText(item.brand());
            out.writeSigned(item.priceMinor());
            out.writeUnsigned(item.quantity());
        }
    }

    static EventBasket read(StateReader in) {
        long order = in.readLong();
        long value = in.readSigned();
        List<EventItem> items = new ArrayList<>();
        for (int n = in.readLength(); n > 0; n--) {
            items.add(new EventItem(in.readText(), in.readText(), in.readText(), in.readSigned(), in.readInt()));
        }
        return new EventBasket(List.copyOf(items), order, value);
    }
}
