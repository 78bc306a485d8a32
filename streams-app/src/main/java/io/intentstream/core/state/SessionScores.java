package io.intentstream.core.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of the current session for its outcome: the probabilities as they were served, in the order of arrival, and
 * its orders. Kept only when session outcomes are written.
 */
public final class SessionScores {
    /** The scores after these events of the session are kept. */
    private static final int[] KEPT = {1, 3, 5, 10};

    private static final double STEPS = 1e4;
    private static final int NONE = -1;

    private int events;
    private final int[] after = new int[KEPT.length];
    private int highest = NONE;
    private int latest = NONE;
    private int beforePurchase = NONE;
    private boolean bought;
    private long orderValueMinor;
    private @Nullable String currency;
    private @Nullable String entryChannel;
    private boolean closed;
    private boolean reopened;

    SessionScores() {
        Arrays.fill(after, NONE);
    }

    /** Begins a session with its first event. */
    public void begin(WindowEvent first) {
        clear();
        entryChannel = first.channel();
    }

    /** Forgets everything. */
    public void clear() {
        events = 0;
        Arrays.fill(after, NONE);
        highest = NONE;
        latest = NONE;
        beforePurchase = NONE;
        bought = false;
        orderValueMinor = 0;
        currency = null;
        entryChannel = null;
        closed = false;
        reopened = false;
    }

    /**
     * Counts a purchase of the session, before its score.
     *
     * @param valueMinor what it adds to what the user has spent in its currency, minor units
     * @param code its currency; null when it names none
     */
    public void buy(long valueMinor, @Nullable String code) {
        if (!bought) {
            bought = true;
            beforePurchase = latest;
            currency = code;
        }
        if (currency == null ? code == null : currency.equals(code)) {
            orderValueMinor = KnownOrder.plus(orderValueMinor, valueMinor);
        }
    }

    /**
     * Keeps the probability after an event of the session, as it was served. An event of a closed session opens it again.
     *
     * @param sessionEvents events of the session so far, this one included
     */
    public void serve(double probability, int sessionEvents) {
        reopened |= closed;
        closed = false;
        latest = (int) Math.round(probability * STEPS);
        highest = Math.max(highest, latest);
        events = sessionEvents;
        for (int i = 0; i < KEPT.length; i++) {
            if (KEPT[i] == events) {
                after[i] = latest;
            }
        }
    }

    /** Says that the session's outcome is written. */
    public void close() {
        closed = true;
    }

    /** Whether the session's outcome is to be written when it ends. */
    public boolean isOpen() {
        return events > 0 && !closed;
    }

    /** Whether an outcome of the session was written before. */
    public boolean isReopened() {
        return reopened;
    }

    /** Probability after the first, third, fifth and tenth event, by index; NaN when there was none. */
    public double after(int index) {
        return probability(after[index]);
    }

    /** The highest probability. */
    public double highest() {
        return probability(highest);
    }

    /** The probability before the first purchase; NaN without one, or when the session began with it. */
    public double beforePurchase() {
        return probability(beforePurchase);
    }

    private static double probability(int steps) {
        return steps == NONE ? Double.NaN : steps / STEPS;
    }

    /** Value of its orders in minor units, in the currency of the first. */
    public long orderValueMinor() {
        return orderValueMinor;
    }

    /** Currency of {@link #orderValueMinor}; null when the orders name none. */
    public @Nullable String currency() {
        return currency;
    }

    /** Channel of its first event; null when the event names none. */
    public @Nullable String entryChannel() {
        return entryChannel;
    }

    boolean isEmpty() {
        return events == 0;
    }

    void write(StateWriter out) {
        out.writeUnsigned((long) events << 3 | (bought ? 4 : 0) | (closed ? 2 : 0) | (reopened ? 1 : 0));
        for (int i = 0; i < KEPT.length && KEPT[i] <= events; i++) {
            out.writeUnsigned(after[i] + 1L);
        }
        out.writeUnsigned(highest);
        out.writeUnsigned(latest);
        out.writeUnnumberedText(entryChannel);
        if (bought) {
            out.writeUnsigned(beforePurchase + 1L);
            out.writeUnsigned(orderValueMinor);
            out.writeUnnumberedText(currency);
        }
    }

    void read(StateReader in) {
        int first = in.readInt();
        events = first >> 3;
        bought = (first & 4) != 0;
        closed = (first & 2) != 0;
        reopened = (first & 1) != 0;
        for (int i = 0; i < KEPT.length && KEPT[i] <= events; i++) {
            after[i] = in.readInt() - 1;
        }
        highest = in.readInt();
        latest = in.readInt();
        entryChannel = in.readUnnumberedText();
        if (bought) {
            beforePurchase = in.readInt() - 1;
            orderValueMinor = in.readUnsigned();
            currency = in.readUnnumberedText();
        }
    }
}
