package io.intentstream.offline.replay;

import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What was read, and what of it could not be used. The reasons are those for which the stream sends a record to the
 * dead-letter topic.
 *
 * @param accepted events that go through the engine
 * @param rejected records that can't be used, by reason
 * @param malformed lines that are no events
 * @param places where the first of them are, and which parts of files are damaged, in words
 * @param corrupt damaged parts of files that were left out
 * @param earliest time of the earliest accepted event, in epoch milliseconds; 0 without any
 * @param latest time of the latest
 * @param end when the recording ends: time of the latest event of the last day (UTC) that has at least a hundredth of the
 *     events of the busiest one, in epoch milliseconds; 0 without any
 * @param beyondEnd accepted events that are later, which a wrong clock explains better than a recording that goes on
 */
public record IngestReport(
        long accepted,
        Map<RejectReason, Long> rejected,
        long malformed,
        int corrupt,
        List<String> places,
        long earliest,
        long latest,
        long end,
        long beyondEnd) {

    /** Records that can't be used. */
    public long rejections() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Events whose time can't be right: before 2000, or ahead of now. */
    public long withoutUsableTime() {
        return rejected.getOrDefault(RejectReason.EVENT_TIME_TOO_OLD, 0L)
                + rejected.getOrDefault(RejectReason.EVENT_TIME_IN_FUTURE, 0L);
    }

    /** Where the recording is taken to end, and why, in a sentence. */
    public String describeEnd() {
        return String.format(
                Locale.ROOT,
                "The recording is taken to end at %s: %,d later events lie on days with less than a hundredth of the events"
                        + " of the busiest one, as wrong clocks make them.",
                Instant.ofEpochMilli(end),
                beyondEnd);
    }

    /** Counts while a recording is read. */
    static final class Counter {
        private static final long DAY = TimeUnit.DAYS.toMillis(1);
        /** Few enough that a day with a quarter of an hour counts, enough for more than a clock here and there. */
        private static final int LEAST_OF_BUSIEST = 100;

        private final Map<RejectReason, Long> rejected = new EnumMap<>(RejectReason.class);
        private long accepted;
        private long earliest = Long.MAX_VALUE;
        private long latest;
        private final TreeMap<Long, Day> days = new TreeMap<>();
        /** The day of the event before: most are of the same, which need not be looked up. */
        private Day day = new Day(Long.MIN_VALUE);

        /** Whether the event may go on. */
        boolean count(Validation validation) {
            if (validation instanceof Validation.Accepted event) {
                accepted++;
                long time = event.event().getEventTime().toEpochMilli();
                earliest = Math.min(earliest, time);
                latest = Math.max(latest, time);
                dayOf(time).add(time);
                return true;
            }
            rejected.merge(((Validation.Rejected) validation).reason(), 1L, Long::sum);
            return false;
        }

        IngestReport total(Recording recording) {
            List<String> places = new ArrayList<>();
            recording.malformed().first().forEach(line -> places.add(line.describe()));
            recording.corrupt().forEach(block -> places.add(block.describe()));
            long busiest =
                    days.values().stream().mapToLong(each -> each.events).max().orElse(0);
            long end = 0;
            long beyondEnd = 0;
            for (Day each : days.descendingMap().values()) {
                if (each.events * LEAST_OF_BUSIEST >= busiest) {
                    end = each.latest;
                    break;
                }
                beyondEnd += each.events;
            }
            return new IngestReport(
                    accepted,
                    rejected,
                    recording.malformed().count(),
                    recording.corrupt().size(),
                    places,
                    accepted == 0 ? 0 : earliest,
                    latest,
                    end,
                    beyondEnd);
        }

        private Day dayOf(long time) {
            long number = Math.floorDiv(time, DAY);
            if (day.number != number) {
                day = days.computeIfAbsent(number, Day::new);
            }
            return day;
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
}
