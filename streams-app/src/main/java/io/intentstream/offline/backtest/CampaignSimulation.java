package io.intentstream.offline.backtest;

import io.intentstream.offline.backtest.UserHistory.EventOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * Simulates acting on the score: a user who reaches a threshold is targeted, once a day. Keeps counts only.
 */
final class CampaignSimulation {
    private static final long DAY = TimeUnit.DAYS.toMillis(1);
    /** A day with a smaller share of the busiest day's events does not count: its clock is wrong, or it is cut off. */
    private static final double LEAST_OF_BUSIEST = 0.1;

    private final Horizon horizon;
    private final Level[] levels;
    private final Map<Integer, Long> eventsByDay = new HashMap<>();
    private long orders;

    CampaignSimulation(double[] thresholds, Horizon horizon) {
        this.horizon = horizon;
        this.levels = Arrays.stream(thresholds).mapToObj(Level::new).toArray(Level[]::new);
    }

    /**
     * The effect of one threshold.
     *
     * @param threshold least probability of a targeted user
     * @param targeted number of targetings, at most one per user and day
     * @param usersPerDay mean number of users targeted on the {@link CampaignSimulation#days() days that count}
     * @param judged number of targetings with a known outcome
     * @param precision share of these that a purchase followed within the horizon; NaN without any
     * @param precisionMargin half the width of its 95 % interval; NaN if unknown
     * @param caught share of the orders whose user was targeted before the checkout, or before the purchase if there was
     *     no checkout
     * @param caughtMargin half the width of its 95 % interval; NaN if unknown
     * @param medianLeadSeconds median time from the first score that reaches the threshold to the purchase; NaN without
     *     such a score
     */
    record CampaignRow(
            double threshold,
            long targeted,
            double usersPerDay,
            long judged,
            double precision,
            double precisionMargin,
            double caught,
            double caughtMargin,
            double medianLeadSeconds) {}

    /** The effects, in the order of the thresholds. */
    List<CampaignRow> rows() {
        Set<Integer> counted = countedDays();
        List<CampaignRow> rows = new ArrayList<>();
        for (Level level : levels) {
            rows.add(new CampaignRow(
                    level.threshold,
                    level.targeted(level.byDay.keySet()),
                    level.targeted(counted) / (double) Math.max(1, counted.size()),
                    level.precision.whole(),
                    level.precision.value(),
                    level.precision.margin(),
                    level.caught.value(),
                    level.caught.margin(),
                    level.lead.getTotalCount() == 0 ? Double.NaN : level.lead.getValueAtPercentile(50)));
        }
        return rows;
    }

    /** Number of UTC days over which the mean is taken: those with at least a tenth of the busiest day's events. */
    int days() {
        return countedDays().size();
    }

    /** Number of UTC days with fewer events, which are not in the mean. */
    int strayDays() {
        return eventsByDay.size() - days();
    }

    private Set<Integer> countedDays() {
        long busiest =
                eventsByDay.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return eventsByDay.entrySet().stream()
                .filter(day -> day.getValue() >= LEAST_OF_BUSIEST * busiest)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Number of orders. */
    long orders() {
        return orders;
    }

    void add(UserHistory user) {
        for (ScoredEvent event : user.events()) {
            eventsByDay.merge(dayOf(event), 1L, Long::sum);
        }
        for (Level level : levels) {
            level.target(user);
        }
        long before = orders;
        orders(user.asItHappened(horizon, Long.MAX_VALUE));
        for (Level level : levels) {
            level.end(orders - before);
        }
    }

    private void orders(UserHistory user) {
        int since = 0;
        for (UserHistory.UserSession session : user.sessions()) {
            for (int i = session.from(); i < session.to(); i++) {
                if (session.course().begun()[i - session.from()]) {
                    order(user, first(user, Math.max(since, session.from()), since, i), i);
                }
                since = user.events().get(i).isPurchase() ? i + 1 : since;
            }
        }
    }

    private static int dayOf(ScoredEvent event) {
        return Math.toIntExact(Math.floorDiv(event.moment(), DAY));
    }

    /** The first event after the previous order whose horizon includes the purchase. */
    private int first(UserHistory user, int inSession, int since, int purchase) {
        if (!(horizon instanceof Horizon.Within within)) {
            return inSession;
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
        private final Map<Integer, Long> byDay = new HashMap<>();
        private final ClusteredShare precision = new ClusteredShare();
        private final ClusteredShare caught = new ClusteredShare();
        private int caughtOfUser;

        Level(double threshold) {
            this.threshold = threshold;
        }

        long targeted(Set<Integer> days) {
            return days.stream().mapToLong(day -> byDay.getOrDefault(day, 0L)).sum();
        }

        void target(UserHistory user) {
            int lastDay = Integer.MIN_VALUE;
            int known = 0;
            int hits = 0;
            for (int i = 0; i < user.events().size(); i++) {
                int day = dayOf(user.events().get(i));
                if (day != lastDay && user.events().get(i).probability() >= threshold) {
                    lastDay = day;
                    byDay.merge(day, 1L, Long::sum);
                    known += user.outcomes()[i] == EventOutcome.UNKNOWN ? 0 : 1;
                    hits += user.outcomes()[i] == EventOutcome.PURCHASE ? 1 : 0;
                }
            }
            precision.add(hits, known);
        }

        void order(UserHistory user, int from, int checkout, int purchase) {
            int first = from;
            while (first < purchase && !(user.events().get(first).probability() >= threshold)) {
                first++;
            }
            if (first < purchase) {
                long millis = user.events().get(purchase).moment()
                        - user.events().get(first).moment();
                lead.recordValue(Duration.ofMillis(millis).toSeconds());
            }
            caughtOfUser += first < checkout ? 1 : 0;
        }

        /** Completes a user who had this number of orders. */
        void end(long orders) {
            caught.add(caughtOfUser, orders);
            caughtOfUser = 0;
        }
    }
}
