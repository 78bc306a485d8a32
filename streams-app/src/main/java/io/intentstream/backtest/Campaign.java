package io.intentstream.backtest;

import io.intentstream.backtest.UserHistory.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What acting on the score would have meant: whoever reaches a threshold is targeted, once a day. Holds counts alone.
 */
final class Campaign {
    private static final long DAY = TimeUnit.DAYS.toMillis(1);

    private final Horizon horizon;
    private final Level[] levels;
    private final BitSet days = new BitSet();
    private long orders;

    Campaign(double[] thresholds, Horizon horizon) {
        this.horizon = horizon;
        this.levels = Arrays.stream(thresholds).mapToObj(Level::new).toArray(Level[]::new);
    }

    /**
     * What one threshold would have meant.
     *
     * @param threshold least probability
     * @param usersPerDay users targeted on a day, in the mean
     * @param precision part of them whom a purchase followed within the horizon; NaN when nobody was targeted
     * @param caught part of the orders whose user was targeted before the checkout, or before the purchase if no checkout
     *     was seen
     * @param medianLeadSeconds median time from the first score that reaches the threshold to the purchase; NaN when none
     *     did
     */
    record Row(double threshold, double usersPerDay, double precision, double caught, double medianLeadSeconds) {}

    /** The figures, in the order of the thresholds. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Level level : levels) {
            rows.add(new Row(
                    level.threshold,
                    level.targeted / (double) Math.max(1, days()),
                    level.hits / (double) level.known,
                    level.caught / (double) orders,
                    level.lead.getTotalCount() == 0 ? Double.NaN : level.lead.getValueAtPercentile(50)));
        }
        return rows;
    }

    /** UTC days on which anything happened. */
    int days() {
        return days.cardinality();
    }

    /** Orders: purchases of a user that directly follow one another are one. */
    long orders() {
        return orders;
    }

    void add(UserHistory user) {
        for (ScoredEvent event : user.events()) {
            days.set(dayOf(event));
        }
        for (Level level : levels) {
            level.target(user);
        }
        int since = 0;
        for (int i = 0; i < user.events().size(); i++) {
            if (user.events().get(i).isPurchase()) {
                if (!continuesOrder(user, i)) {
                    order(user, first(user, since, i), i);
                }
                since = i + 1;
            }
        }
    }

    private static int dayOf(ScoredEvent event) {
        return Math.toIntExact(Math.floorDiv(event.moment(), DAY));
    }

    private static boolean continuesOrder(UserHistory user, int purchase) {
        return !user.begins(purchase) && user.events().get(purchase - 1).isPurchase();
    }

    /** The first event after the order before whose horizon reaches the purchase. */
    private int first(UserHistory user, int since, int purchase) {
        if (!(horizon instanceof Horizon.Within within)) {
            return Math.max(since, user.sessions()[purchase]);
        }
        long earliest = user.events().get(purchase).moment() - within.time().toMillis();
        int first = since;
        while (first < purchase && user.events().get(first).moment() < earliest) {
            first++;
        }
        return first;
    }

    private void order(UserHistory user, int from, int purchase) {
        orders++;
        int checkout = from;
        while (checkout < purchase && !user.events().get(checkout).isCheckout()) {
            checkout++;
        }
        for (Level level : levels) {
            level.order(user, from, checkout, purchase);
        }
    }

    private static final class Level {
        private final double threshold;
        private final Histogram lead = new Histogram(3);
        private long targeted;
        private long known;
        private long hits;
        private long caught;

        Level(double threshold) {
            this.threshold = threshold;
        }

        void target(UserHistory user) {
            int lastDay = Integer.MIN_VALUE;
            for (int i = 0; i < user.events().size(); i++) {
                int day = dayOf(user.events().get(i));
                if (day != lastDay && user.events().get(i).probability() >= threshold) {
                    lastDay = day;
                    targeted++;
                    known += user.outcomes()[i] == Outcome.UNKNOWN ? 0 : 1;
                    hits += user.outcomes()[i] == Outcome.PURCHASE ? 1 : 0;
                }
            }
        }

        void order(UserHistory user, int from, int checkout, int purchase) {
            int first = from;
            while (first < purchase && user.events().get(first).probability() < threshold) {
                first++;
            }
            if (first < purchase) {
                long millis = user.events().get(purchase).moment()
                        - user.events().get(first).moment();
                lead.recordValue(Duration.ofMillis(millis).toSeconds());
            }
            caught += first < checkout ? 1 : 0;
        }
    }
}
