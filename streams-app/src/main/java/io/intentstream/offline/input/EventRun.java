package io.intentstream.offline.input;

import io.intentstream.core.avro.AvroOutput;
import io.intentstream.schema.ClickEvent;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.jspecify.annotations.Nullable;

/**
 * Events in a temporary file, as Avro binary without a container.
 *
 * @param file the file
 * @param events number of events
 */
public record EventRun(Path file, long events) {

    private static final int BUFFER = 1 << 16;

    static EventRun write(Path file, EventCursor events) throws IOException {
        try (RunWriter writer = writer(file)) {
            ClickEvent event;
            while ((event = events.next()) != null) {
                writer.write(event);
            }
            return writer.finish();
        }
    }

    static RunWriter writer(Path file) throws IOException {
        return writer(file, BUFFER);
    }

    /**
     * Starts a run.
     *
     * @param bufferBytes most bytes kept in memory until they are written; use little for many runs at once
     */
    public static RunWriter writer(Path file, int bufferBytes) throws IOException {
        return new RunWriter(file, bufferBytes);
    }

    EventCursor read() throws IOException {
        return new RunReader(this);
    }

    /** The events, in the order in which they were written. */
    public EventSource open() {
        try {
            return new RunSource(file, read());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static InputException unreadable(Path file, IOException e) {
        return new InputException(
                "The temporary file " + file + " can't be read (" + e.getMessage() + "): start again from the input",
                e);
    }

    /** The events of a run as a source. */
    private record RunSource(Path file, EventCursor events) implements EventSource {
        @Override
        public @Nullable ClickEvent next() {
            try {
                return events.next();
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }

        @Override
        public void close() {
            try {
                events.close();
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Writes a run; it is complete after {@link #finish()}. */
    public static final class RunWriter implements Closeable {

        private final SpecificDatumWriter<ClickEvent> datum = new SpecificDatumWriter<>(ClickEvent.class);
        private final Path file;
        private final OutputStream out;
        private final int bufferBytes;
        private final AvroOutput buffer = new AvroOutput();
        private long events;

        private RunWriter(Path file, int bufferBytes) throws IOException {
            this.file = file;
            this.out = Files.newOutputStream(file);
            this.bufferBytes = bufferBytes;
        }

        /** Adds an event at the end. */
        public void write(ClickEvent event) throws IOException {
            datum.write(event, buffer);
            events++;
            // The underlying array doubles when it is full.
            if (buffer.bytesBuffered() >= bufferBytes / 2) {
                buffer.drainTo(out);
            }
        }

        /** Completes the run. */
        public EventRun finish() throws IOException {
            buffer.drainTo(out);
            return new EventRun(file, events);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    private static final class RunReader implements EventCursor {

        private final SpecificDatumReader<ClickEvent> datum = new SpecificDatumReader<>(ClickEvent.class);
        private final InputStream in;
        private final BinaryDecoder decoder;
        private long remaining;

        private RunReader(EventRun run) throws IOException {
            this.in = new BufferedInputStream(Files.newInputStream(run.file()), BUFFER);
            this.decoder = DecoderFactory.get().binaryDecoder(in, null);
            this.remaining = run.events();
        }

        @Override
        public @Nullable ClickEvent next() throws IOException {
            if (remaining == 0) {
                return null;
            }
            remaining--;
            return datum.read(null, decoder);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
