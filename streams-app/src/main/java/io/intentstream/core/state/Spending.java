package io.intentstream.core.state;

import java.util.ArrayList;
import java.util.List;

/** Purchase value by currency, for a bounded number of currencies. Further currencies are not counted. */
public final class Spending {
    private static final int LIMIT = 8;

    private final List<CurrencySum> sums = new ArrayList<>();

    /**
     * Purchase value in one currency.
     *
     * @param currency ISO 4217 code; empty when the events have none
     * @param orders purchases with a price in this currency
     * @param totalMinor their sum in minor units, at most {@link Long#MAX_VALUE}
     */
    public record CurrencySum(String currency, long orders, long totalMinor) {}

    /** The sums, in the order of first appearance; a live view. */
    public List<CurrencySum> sums() {
        return sums;
    }

    void add(WindowEvent purchase) {
        if (purchase.priceMinor() < 0) {
            return;
        }
        String currency = purchase.currency() == null ? "" : purchase.currency();
        long value = purchase.priceMinor() * Math.max(1, purchase.quantity());
        for (int i = 0; i < sums.size(); i++) {
            CurrencySum sum = sums.get(i);
            if (sum.currency.equals(currency)) {
                long total = sum.totalMinor + value;
                sums.set(i, new CurrencySum(currency, sum.orders + 1, total < 0 ? Long.MAX_VALUE : total));
                return;
            }
        }
        if (sums.size() < LIMIT) {
            sums.add(new CurrencySum(currency, 1, value));
        }
    }

    void write(StateWriter out) {
        out.writeUnsigned(sums.size());
        for (CurrencySum sum : sums) {
            out.writeText(sum.currency);
            out.writeUnsigned(sum.orders);
            out.writeUnsigned(sum.totalMinor);
        }
    }

    void read(StateReader in) {
        for (int n = in.readInt(); n > 0; n--) {
            sums.add(new CurrencySum(in.readName(), in.readUnsigned(), in.readUnsigned()));
        }
    }
}
