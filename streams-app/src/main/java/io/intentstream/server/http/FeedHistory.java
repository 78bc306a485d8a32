package io.intentstream.server.http;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/**
 * The latest records of a stream in the order in which they were read, from which a client that reconnects gets what it
 * missed. Intents take about 10 MB when the buffer is full. Callers synchronize on it.
 */
final class FeedHistory<T extends SpecificRecord> {
    /** Most records that are kept. */
    static final int CAPACITY = 4_096;

    private final Deque<FeedEvent<T>> events = new ArrayDeque<>();
    private StreamPosition position = StreamPosition.UNKNOWN;
    private long oldest;

    /**
     * What a client gets before new records.
     *
     * @param events oldest first
     * @param lost what it can't get; empty when that is nothing
     * @param until the place from which new records follow
     */
    record Replay<T extends SpecificRecord>(
            List<FeedEvent<T>> events, Optional<LostEvents> lost, StreamPosition until) {}

    /**
     * Begins another run, without records.
     *
     * @param number that of the place from which the reader reads
     */
    void begin(long number) {
        events.clear();
        position = new StreamPosition(
                String.format("%08x", ThreadLocalRandom.current().nextInt()), number);
        oldest = number;
    }

    /** Goes past offsets of the topic; backwards, when the topic was made anew, begins another run. */
    void advance(long offsets) {
        long number = position.number() + offsets;
        if (offsets < 0) {
            begin(number);
        } else {
            position = new StreamPosition(position.run(), number);
        }
    }

    /** Adds the record just before the current place. */
    FeedEvent<T> add(T record) {
        if (events.size() == CAPACITY) {
            oldest = events.removeFirst().position().number();
        }
        FeedEvent<T> event = new FeedEvent<>(position, record);
        events.addLast(event);
        return event;
    }

    /** The place after the latest record. */
    StreamPosition position() {
        return position;
    }

    /**
     * The records after the last one that a client has, if the filter selects them.
     *
     * @param most of the latest records, which a client of another run gets; it may have some of them
     */
    Replay<T> since(StreamPosition last, int most, Predicate<T> filter) {
        if (!last.run().equals(position.run()) || last.number() > position.number()) {
            return new Replay<>(latest(most, filter).events(), otherRun(last), position);
        }
        List<FeedEvent<T>> missed = events.stream()
                .filter(event -> event.position().number() > last.number() && filter.test(event.record()))
                .toList();
        Optional<LostEvents> lost = last.number() < oldest
                ? Optional.of(new LostEvents(oldest - last.number(), LostEvents.Reason.EXPIRED))
                : Optional.empty();
        return new Replay<>(missed, lost, position);
    }

    /** Nothing is lost when nothing was committed since. */
    private Optional<LostEvents> otherRun(StreamPosition last) {
        long between = position.number() - last.number();
        return between == 0
                ? Optional.empty()
                : Optional.of(new LostEvents(between > 0 ? between : null, LostEvents.Reason.OTHER_RUN));
    }

    /** The latest records that the filter selects, oldest first. */
    Replay<T> latest(int most, Predicate<T> filter) {
        List<FeedEvent<T>> selected =
                events.stream().filter(event -> filter.test(event.record())).toList();
        List<FeedEvent<T>> latest = selected.subList(Math.max(0, selected.size() - most), selected.size());
        return new Replay<>(new ArrayList<>(latest), Optional.empty(), position);
    }
}
