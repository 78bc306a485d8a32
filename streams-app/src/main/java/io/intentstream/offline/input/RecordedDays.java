package io.intentstream.offline.input;

import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts events by day (UTC), to tell when a recording ends: at the latest event of the last day that has at least a
 * hundredth of the busiest day's events. Later events most likely come from wrong clocks.
 */
public final class RecordedDays {
    private static final long DAY = TimeUnit.DAYS.toMillis(1);
    /** A day of recording that lasts only a quarter of an hour still counts; a few wrong clocks do not make a day. */
    private static final int LEAST_OF_BUSIEST = 100;

    private final TreeMap<Long, Day> days = new TreeMap<>();
    /** The previous event's day. Most events are of the same day, so that the look-up is spared. */
    private Day day = new Day(Long.MIN_VALUE);

    /** Counts an event. Its time is in epoch milliseconds. */
    public void add(long time) {
        long number = Math.floorDiv(time, DAY);
        if (day.number != number) {
            day = days.computeIfAbsent(number, Day::new);
        }
        day.add(time);
    }

    /** When the recording ends, in epoch milliseconds; 0 without events. */
    public long end() {
        long busiest = busiest();
        return days.descendingMap().values().stream()
                .filter(each -> each.events * LEAST_OF_BUSIEST >= busiest)
                .mapToLong(each -> each.latest)
                .findFirst()
                .orElse(0);
    }

    /** Number of later events. */
    public long beyondEnd() {
        long busiest = busiest();
        return days.descendingMap().values().stream()
                .takeWhile(each -> each.events * LEAST_OF_BUSIEST < busiest)
                .mapToLong(each -> each.events)
                .sum();
    }

    private long busiest() {
        return days.values().stream().mapToLong(each -> each.events).max().orElse(0);
    }

    private static final class Day {
        private final long number;
        private long events;
        private long latest = Long.MIN_VALUE;

        Day(long number) {
            this.number = number;
        }

        void add(long time) {
            events++;
            latest = Math.max(latest, time);
        }
    }
}
