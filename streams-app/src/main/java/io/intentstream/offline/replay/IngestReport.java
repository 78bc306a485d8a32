package io.intentstream.offline.replay;

import io.intentstream.core.engine.EventTimeWatermark;
import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import io.intentstream.offline.input.RecordedDays;
import io.intentstream.schema.ClickEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a recording contained. Records are rejected for the same reasons for which the stream sends them to the dead-letter
 * topic.
 *
 * @param accepted number of events that the engine gets
 * @param rejected number of rejected records, by reason
 * @param skipped number of records that are no events on purpose, by what they are
 * @param malformed number of lines that are no events
 * @param places where the first malformed lines and the damaged parts of files are, in words
 * @param corrupt number of damaged parts of files that were left out
 * @param earliest time of the earliest accepted event, in epoch milliseconds; 0 without events
 * @param latest time of the latest accepted event
 * @param end when the recording ends: time of the latest event of the last day (UTC) that has at least a hundredth of the
 *     busiest day's events, in epoch milliseconds; 0 without events
 * @param beyondEnd number of accepted events that are later; a wrong clock is their most likely cause
 * @param watermark the event time that the recording reaches as {@link EventTimeWatermark} defines it, in epoch milliseconds;
 *     0 without two users
 */
public record IngestReport(
        long accepted,
        Map<RejectReason, Long> rejected,
        Map<String, Long> skipped,
        long malformed,
        int corrupt,
        List<String> places,
        long earliest,
        long latest,
        long end,
        long beyondEnd,
        long watermark) {

    public IngestReport {
        // Null in the summary of an older release.
        skipped = skipped == null ? Map.of() : skipped;
    }

    /** Number of all rejected records. */
    public long rejections() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Number of all skipped records. */
    public long skips() {
        return skipped.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Number of events with an impossible time: before 2000, or ahead of now. */
    public long withoutUsableTime() {
        return rejected.getOrDefault(RejectReason.EVENT_TIME_TOO_OLD, 0L)
                + rejected.getOrDefault(RejectReason.EVENT_TIME_IN_FUTURE, 0L);
    }

    /** When the recording is assumed to end, and why, in a sentence. */
    public String describeEnd() {
        return String.format(
                Locale.ROOT,
                "The recording is assumed to end at %s: %,d later events are on days with less than a hundredth of the busiest"
                        + " day's events, most likely because of wrong clocks.",
                Instant.ofEpochMilli(end),
                beyondEnd);
    }

    /** Counts while a recording is read. */
    static final class Counter {
        private final Map<RejectReason, Long> rejected = new EnumMap<>(RejectReason.class);
        private final Map<String, Long> skipped = new TreeMap<>();
        private long accepted;
        private long earliest = Long.MAX_VALUE;
        private long latest;
        private final RecordedDays days = new RecordedDays();
        private final EventTimeWatermark watermark = new EventTimeWatermark();

        /** Counts a record; true when it is an accepted event. */
        boolean count(Validation validation) {
            if (validation instanceof Validation.Accepted accepted) {
                count(accepted.event());
                return true;
            }
            if (validation instanceof Validation.Rejected rejection) {
                rejected.merge(rejection.reason(), 1L, Long::sum);
            } else {
                skipped.merge(((Validation.Skipped) validation).what(), 1L, Long::sum);
            }
            return false;
        }

        private void count(ClickEvent event) {
            accepted++;
            long time = event.getEventTime().toEpochMilli();
            earliest = Math.min(earliest, time);
            latest = Math.max(latest, time);
            days.add(time);
            if (event.getConsent()) {
                watermark.advance(event.getUserId(), time);
            }
        }

        IngestReport total(Recording recording) {
            recording.skipped().forEach((what, count) -> skipped.merge(what, count, Long::sum));
            List<String> places = new ArrayList<>();
            recording.malformed().first().forEach(line -> places.add(line.describe()));
            recording.corrupt().forEach(block -> places.add(block.describe()));
            return new IngestReport(
                    accepted,
                    rejected,
                    skipped,
                    recording.malformed().count(),
                    recording.corrupt().size(),
                    places,
                    accepted == 0 ? 0 : earliest,
                    latest,
                    days.end(),
                    days.beyondEnd(),
                    watermark.now());
        }
    }
}
