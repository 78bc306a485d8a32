package io.intentstream.offline.replay;

import io.intentstream.core.event.Validation;
import io.intentstream.offline.input.CorruptBlock;
import io.intentstream.offline.input.MalformedLines;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Past events in the order of their arrival; only the order of each user's own events matters. Read once, by one thread.
 */
public interface Recording extends AutoCloseable {

    /**
     * The next record: an event that has not been validated, or the reason why it is none. Null at the end.
     *
     * @throws RuntimeException with a message for the user, when the recording cannot be read
     */
    @Nullable
    Validation next();

    /** The part read so far, 0 to 1; an estimate when the end is unknown. */
    double partRead();

    /** Lines that were no events so far. */
    default MalformedLines malformed() {
        return MalformedLines.NONE;
    }

    /** Lines of files so far that are no events on purpose, by what they are; {@link #next} does not return them. */
    default Map<String, Long> skipped() {
        return Map.of();
    }

    /** Damaged parts that were left out so far. */
    default List<CorruptBlock> corrupt() {
        return List.of();
    }

    @Override
    void close();
}
