package io.intentstream.replay;

import java.io.Closeable;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecord;

/** Writes a file of results of one schema. */
interface ResultWriter extends Closeable {

    /** Adds a result at the end. */
    void write(SpecificRecord result) throws IOException;

    /** Adds a result that is in Avro's binary encoding already. */
    void writeEncoded(byte[] result) throws IOException;
}
