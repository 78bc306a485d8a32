package io.intentstream.replay;

import java.io.Closeable;
import java.io.IOException;

/** Writes a file of results of one schema. */
interface ResultWriter extends Closeable {

    /** Adds a result, in Avro's binary encoding, at the end. */
    void write(byte[] result) throws IOException;
}
