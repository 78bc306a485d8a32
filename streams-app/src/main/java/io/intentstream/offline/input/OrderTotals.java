package io.intentstream.offline.input;

import io.intentstream.core.state.KnownOrder;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.input.FormatReport.DistinctCount;
import io.intentstream.schema.ClickEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Orders and their value, by the engine's rules: a user's purchases with the same order id are one order. Keeps up to {@value
 * #MOST} orders with an id, some 100 MB; further ones are not counted.
 */
final class OrderTotals {
    static final int MOST = 500_000;

    private final Map<Long, KnownOrder> named = new HashMap<>();
    private final Map<String, Long> unnamedMinor = new TreeMap<>();
    private long unnamed;
    private boolean complete = true;

    void add(ClickEvent purchase) {
        WindowEvent event = WindowEvent.of(purchase, List.of());
        if (!event.isOfOrder()) {
            unnamed++;
            if (event.valueMinor() > 0) {
                add(unnamedMinor, event.currency(), event.valueMinor());
            }
            return;
        }
        long id = WindowEvent.hash(purchase.getUserId() + '\n' + purchase.getOrderId());
        KnownOrder order = named.get(id);
        if (order == null && named.size() >= MOST) {
            complete = false;
            return;
        }
        if (order == null) {
            order = new KnownOrder(id);
            named.put(id, order);
        }
        order.buy(event);
    }

    DistinctCount count() {
        return new DistinctCount(unnamed + named.size(), complete);
    }

    /** In minor units by currency, which is empty where events have none. */
    Map<String, Long> valueMinor() {
        Map<String, Long> all = new TreeMap<>(unnamedMinor);
        for (KnownOrder order : named.values()) {
            if (order.left() > 0) {
                add(all, order.currency(), order.left());
            }
        }
        return all;
    }

    private static void add(Map<String, Long> sums, @Nullable String currency, long minor) {
        sums.merge(currency == null ? "" : currency, minor, KnownOrder::plus);
    }
}
