package io.intentstream.offline.input;

import io.intentstream.schema.ClickEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream of events that is read once, from front to back, by one thread. Whatever it can't read it either fails on
 * or counts in {@link #malformed()}; it never passes over anything silently.
 */
public interface EventSource extends AutoCloseable {

    /**
     * The next event, or null at the end and ever after.
     *
     * @throws InputException when the input can't be read on; its message is meant for the user
     */
    @Nullable
    ClickEvent next();

    /** The lines that were not events so far; complete once {@link #next()} has returned null. */
    default MalformedLines malformed() {
        return MalformedLines.NONE;
    }

    /** The parts of the input that were damaged and left out so far; complete once {@link #next()} has returned null. */
    default List<CorruptBlock> corrupt() {
        return List.of();
    }

    /** Bytes of the file read so far, of which its size tells how much is left; 0 where there is no file. */
    default long bytesRead() {
        return 0;
    }

    /** Whether the source promises events in the order of their event times, so that nobody need sort them. */
    default boolean inEventTimeOrder() {
        return false;
    }

    /** This source, ended after at most {@code events} events. Closing the result closes this source. */
    default EventSource limit(long events) {
        return new LimitedSource(this, events);
    }

    @Override
    void close();
}
