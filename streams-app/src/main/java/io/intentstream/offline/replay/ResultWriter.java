package io.intentstream.offline.replay;

import io.intentstream.core.avro.EncodedRecord;
import java.io.Closeable;
import java.io.IOException;

/** Writes a file of results of one schema. */
interface ResultWriter extends Closeable {

    /** Appends a result. */
    void write(EncodedRecord<?> result) throws IOException;
}
