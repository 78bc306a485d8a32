package io.intentstream.core.state;

import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Purchase value by currency, for a bounded number of currencies; further currencies are not counted. An order with an id
 * counts once, however many events tell of it, and its refunds take its value back.
 *
 * <p>For that the latest {@value #ORDERS} orders are remembered, with {@value KnownOrder#MOST_ITEMS} products in all. An
 * order that was forgotten keeps its value: a refund of it changes nothing, and another purchase event of it counts again.
 */
public final class Spending {
    private static final int LIMIT = 8;
    private static final int ORDERS = 32;

    /** Added to the number of currencies in the encoding: remembered orders follow. */
    private static final int WITH_ORDERS = 16;

    private final List<CurrencySum> sums = new ArrayList<>();

    /** The orders that are remembered, oldest first. */
    private final List<KnownOrder> orders = new ArrayList<>();

    /**
     * Purchase value in one currency.
     *
     * @param currency ISO 4217 code; empty when the events have none
     * @param orders purchases with a value in this currency
     * @param totalMinor their sum in minor units less what was refunded, at most {@link Long#MAX_VALUE}
     */
    public record CurrencySum(String currency, long orders, long totalMinor) {}

    /** The sums, in the order of first appearance; a live view. */
    public List<CurrencySum> sums() {
        return sums;
    }

    /** What was spent in a currency, in minor units; null stands for purchases without one. */
    public long totalMinor(@Nullable String codeOrNull) {
        CurrencySum sum = of(codeOrNull == null ? "" : codeOrNull);
        return sum == null ? 0 : sum.totalMinor;
    }

    /** The sum in one currency; null when nothing was bought in it. */
    public @Nullable CurrencySum of(String currency) {
        for (int i = 0; i < sums.size(); i++) {
            if (sums.get(i).currency.equals(currency)) {
                return sums.get(i);
            }
        }
        return null;
    }

    /** The order of which this purchase is a further event; null when the event begins an order, or is no purchase. */
    @Nullable
    KnownOrder continued(WindowEvent event) {
        if (!event.isOfOrder() || event.type() != EventType.PURCHASE) {
            return null;
        }
        KnownOrder order = find(event.basket().orderId());
        return order != null && order.isBought() ? order : null;
    }

    /** Counts a purchase. */
    void buy(WindowEvent purchase) {
        if (purchase.isOfOrder()) {
            KnownOrder order = remembered(purchase.basket().orderId());
            long left = order.left();
            boolean valued = order.hasValue();
            order.buy(purchase);
            if (order.hasValue()) {
                add(order.currency(), valued ? 0 : 1, order.left() - left);
            }
            forgetOldest();
        } else if (purchase.valueMinor() >= 0) {
            add(purchase.currency(), 1, purchase.valueMinor());
        }
    }

    /** Takes back what a refund returns, at most what is left of its order; nothing when it names no order. */
    void refund(WindowEvent refund) {
        if (refund.isOfOrder()) {
            KnownOrder order = remembered(refund.basket().orderId());
            long left = order.left();
            order.refund(refund);
            add(order.currency(), 0, order.left() - left);
            forgetOldest();
        }
    }

    private void add(@Nullable String codeOrNull, int more, long value) {
        String currency = codeOrNull == null ? "" : codeOrNull;
        for (int i = 0; i < sums.size(); i++) {
            CurrencySum sum = sums.get(i);
            if (sum.currency.equals(currency)) {
                long total = value < 0 ? Math.max(0, sum.totalMinor + value) : KnownOrder.plus(sum.totalMinor, value);
                sums.set(i, new CurrencySum(currency, sum.orders + more, total));
                return;
            }
        }
        if (more > 0 && sums.size() < LIMIT) {
            sums.add(new CurrencySum(currency, more, value));
        }
    }

    private @Nullable KnownOrder find(long id) {
        for (int i = orders.size() - 1; i >= 0; i--) {
            if (orders.get(i).id() == id) {
                return orders.get(i);
            }
        }
        return null;
    }

    private KnownOrder remembered(long id) {
        KnownOrder known = find(id);
        if (known == null) {
            known = new KnownOrder(id);
            orders.add(known);
            forgetOldest();
        }
        return known;
    }

    private void forgetOldest() {
        int items = 0;
        for (KnownOrder order : orders) {
            items += order.size();
        }
        while (orders.size() > ORDERS || (items > KnownOrder.MOST_ITEMS && orders.size() > 1)) {
            items -= orders.remove(0).size();
        }
    }

    void write(StateWriter out) {
        out.writeUnsigned(sums.size() + (orders.isEmpty() ? 0 : WITH_ORDERS));
        for (CurrencySum sum : sums) {
            out.writeText(sum.currency);
            out.writeUnsigned(sum.orders);
            out.writeUnsigned(sum.totalMinor);
        }
        if (!orders.isEmpty()) {
            out.writeUnsigned(orders.size());
            orders.forEach(order -> order.write(out));
        }
    }

    void read(StateReader in) {
        int size = in.readInt();
        for (int n = size % WITH_ORDERS; n > 0; n--) {
            sums.add(new CurrencySum(in.readName(), in.readUnsigned(), in.readUnsigned()));
        }
        if (size >= WITH_ORDERS) {
            for (int n = in.readLength(); n > 0; n--) {
                orders.add(KnownOrder.read(in));
            }
        }
    }
}
