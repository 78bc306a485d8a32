package io.intentstream.cli.demo;

import io.intentstream.server.json.JsonRecords;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Writes records to a file, one JSON object a line. */
final class RecordFile implements AutoCloseable {

    private final BufferedWriter out;

    private RecordFile(BufferedWriter out) {
        this.out = out;
    }

    /** A new file, or none when the user named none. */
    static Optional<RecordFile> openIfNamed(Path file) throws IOException {
        return file == null ? Optional.empty() : Optional.of(new RecordFile(Files.newBufferedWriter(file)));
    }

    void write(SpecificRecord value) {
        try {
            out.write(JsonRecords.line(value));
            out.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the records: " + e.getMessage(), e);
        }
    }

    /** Lets others see what was written so far. */
    void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the records: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
