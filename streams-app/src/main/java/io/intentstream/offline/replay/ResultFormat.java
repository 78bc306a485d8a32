package io.intentstream.offline.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.avro.Schema;

/** File formats of results. */
public enum ResultFormat {
    /** Avro container files; the records have the bytes of a topic's values after their prefix. */
    AVRO {
        @Override
        ResultWriter write(Path file, Schema schema) throws IOException {
            return new AvroResultWriter(file, schema);
        }
    },
    /** Parquet files, for tools that read tables: the same values in columns. */
    PARQUET {
        @Override
        ResultWriter write(Path file, Schema schema) throws IOException {
            return new ParquetResultWriter(file, schema);
        }
    };

    /** Opens a file for writing; replaces an existing one. */
    abstract ResultWriter write(Path file, Schema schema) throws IOException;

    /** The format's name in options, and the files' extension. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return id();
    }
}
