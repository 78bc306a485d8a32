package io.intentstream.offline.replay;

import io.intentstream.core.event.Validation;
import io.intentstream.offline.input.CorruptBlock;
import io.intentstream.offline.input.MalformedLines;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of the past in the order of their arrival, which need only hold for each user. Read once, by one thread.
 */
public interface Recording extends AutoCloseable {

    /**
     * The next record: an event, not validated yet, or why it is none. Null at the end and ever after.
     *
     * @throws RuntimeException with a message for the user, when the recording can't be read on
     */
    @Nullable
    Validation next();

    /** The part read so far, 0 to 1; a guess where the end isn't known. */
    double partRead();

    /** Lines that were no events so far. */
    default MalformedLines malformed() {
        return MalformedLines.NONE;
    }

    /** Damaged parts that were left out so far. */
    default List<CorruptBlock> corrupt() {
        return List.of();
    }

    @Override
    void close();
}
