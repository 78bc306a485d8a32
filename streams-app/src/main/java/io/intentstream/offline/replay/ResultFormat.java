package io.intentstream.offline.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.avro.Schema;

/** How files of results are written. */
public enum ResultFormat {
    /** Avro container files: the very bytes that a topic's values have after their prefix. */
    AVRO {
        @Override
        ResultWriter write(Path file, Schema schema) throws IOException {
            return new AvroResultWriter(file, schema);
        }
    },
    /** Parquet files, for tools that read tables: the same values, in columns. */
    PARQUET {
        @Override
        ResultWriter write(Path file, Schema schema) throws IOException {
            return new ParquetResultWriter(file, schema);
        }
    };

    /** Begins a file, anew if there is one. */
    abstract ResultWriter write(Path file, Schema schema) throws IOException;

    /** The format's name as users write it, which files end with. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return id();
    }
}
