package io.intentstream.server.http;

import io.intentstream.schema.PurchaseIntent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The latest intents in the order in which they were read, from which a client that reconnects gets what it missed. They
 * take about 10 MB when the buffer is full. Callers synchronize on it.
 */
final class RecentIntents {
    /** Most intents that are kept. */
    static final int CAPACITY = 4_096;

    private final Deque<IntentEvent> events = new ArrayDeque<>();
    private StreamPosition position = StreamPosition.UNKNOWN;
    private long oldest;

    /**
     * What a client gets before new intents.
     *
     * @param events oldest first
     * @param lost what it can't get; empty when that is nothing
     * @param until the place from which new intents follow
     */
    record Replay(List<IntentEvent> events, Optional<LostIntents> lost, StreamPosition until) {}

    /**
     * Begins another run, without intents.
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

    /** Adds the intent just before the current place. */
    IntentEvent add(PurchaseIntent intent) {
        if (events.size() == CAPACITY) {
            oldest = events.removeFirst().position().number();
        }
        IntentEvent event = new IntentEvent(position, intent);
        events.addLast(event);
        return event;
    }

    /** The place after the latest intent. */
    StreamPosition position() {
        return position;
    }

    /**
     * The intents after the last one that a client has, if the filter selects them.
     *
     * @param most of the latest intents, which a client of another run gets; it may have some of them
     */
    Replay since(StreamPosition last, int most, IntentFilter filter) {
        if (!last.run().equals(position.run()) || last.number() > position.number()) {
            return new Replay(latest(most, filter).events(), otherRun(last), position);
        }
        List<IntentEvent> missed = events.stream()
                .filter(event -> event.position().number() > last.number() && filter.accepts(event.intent()))
                .toList();
        Optional<LostIntents> lost = last.number() < oldest
                ? Optional.of(new LostIntents(oldest - last.number(), LostIntents.Reason.EXPIRED))
                : Optional.empty();
        return new Replay(missed, lost, position);
    }

    /** Nothing is lost when nothing was committed since. */
    private Optional<LostIntents> otherRun(StreamPosition last) {
        long between = position.number() - last.number();
        return between == 0
                ? Optional.empty()
                : Optional.of(new LostIntents(between > 0 ? between : null, LostIntents.Reason.OTHER_RUN));
    }

    /** The latest intents that the filter selects, oldest first. */
    Replay latest(int most, IntentFilter filter) {
        List<IntentEvent> selected =
                events.stream().filter(event -> filter.accepts(event.intent())).toList();
        List<IntentEvent> latest = selected.subList(Math.max(0, selected.size() - most), selected.size());
        return new Replay(new ArrayList<>(latest), Optional.empty(), position);
    }
}
