package io.intentstream.offline.input;

import io.intentstream.schema.ClickEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stream of events that one thread reads once, from beginning to end. What can't be read is either an error or counted
 * in {@link #malformed()} and {@link #skipped()}; nothing is left out silently.
 */
public interface EventSource extends AutoCloseable {

    /**
     * The next event; null at the end and from then on.
     *
     * @throws InputException when the input can't be read; its message is meant for the user
     */
    @Nullable
    ClickEvent next();

    /** The lines so far that were not events; complete once {@link #next()} has returned null. */
    default MalformedLines malformed() {
        return MalformedLines.NONE;
    }

    /** The lines so far that are no events on purpose, such as scrolls, by what they are. */
    default Map<String, Long> skipped() {
        return Map.of();
    }

    /** The damaged parts that were skipped so far; complete once {@link #next()} has returned null. */
    default List<CorruptBlock> corrupt() {
        return List.of();
    }

    /** Bytes of the file read so far; 0 where there is no file. */
    default long bytesRead() {
        return 0;
    }

    /** Whether the events are guaranteed to be in event-time order, so that they need no sorting. */
    default boolean inEventTimeOrder() {
        return false;
    }

    /** The first {@code events} events of this source. Closing the result closes this source. */
    default EventSource limit(long events) {
        return new LimitedSource(this, events);
    }

    @Override
    void close();
}
