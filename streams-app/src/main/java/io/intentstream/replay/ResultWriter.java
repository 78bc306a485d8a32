package io.intentstream.replay;

import java.io.Closeable;
import java.io.IOException;

/**
 * Writes a file of results.
 *
 * @param <T> the results' type
 */
interface ResultWriter<T> extends Closeable {

    /** Adds a result at the end. */
    void write(T result) throws IOException;
}
