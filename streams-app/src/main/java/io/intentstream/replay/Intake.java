package io.intentstream.replay;

import io.intentstream.event.RejectReason;
import io.intentstream.event.Validation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
 */
public record Intake(
        long accepted,
        Map<RejectReason, Long> rejected,
        long malformed,
        int corrupt,
        List<String> places,
        long earliest,
        long latest) {

    /** Records that can't be used. */
    public long rejections() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Events whose time can't be right: before 2000, or ahead of now. */
    public long withoutUsableTime() {
        return rejected.getOrDefault(RejectReason.EVENT_TIME_TOO_OLD, 0L)
                + rejected.getOrDefault(RejectReason.EVENT_TIME_IN_FUTURE, 0L);
    }

    /** Counts while a recording is read. */
    static final class Counter {
        private final Map<RejectReason, Long> rejected = new EnumMap<>(RejectReason.class);
        private long accepted;
        private long earliest = Long.MAX_VALUE;
        private long latest;

        /** Whether the event may go on. */
        boolean count(Validation validation) {
            if (validation instanceof Validation.Accepted event) {
                accepted++;
                long time = event.event().getEventTime().toEpochMilli();
                earliest = Math.min(earliest, time);
                latest = Math.max(latest, time);
                return true;
            }
            rejected.merge(((Validation.Rejected) validation).reason(), 1L, Long::sum);
            return false;
        }

        Intake total(Recording recording) {
            List<String> places = new ArrayList<>();
            recording.malformed().first().forEach(line -> places.add(line.describe()));
            recording.corrupt().forEach(block -> places.add(block.describe()));
            return new Intake(
                    accepted,
                    rejected,
                    recording.malformed().count(),
                    recording.corrupt().size(),
                    places,
                    accepted == 0 ? 0 : earliest,
                    latest);
        }
    }
}
