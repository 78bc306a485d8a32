package io.intentstream.offline.input;

import io.intentstream.core.avro.ConversionException;
import io.intentstream.core.avro.WriterSchemaReader;
import io.intentstream.schema.ClickEvent;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;
import org.jspecify.annotations.Nullable;

/**
 * The events of an Avro container file, in its order. A block is read completely before its first event is returned, so a
 * damaged block returns none; the next one begins after the next sync marker.
 */
final class AvroEventSource implements EventSource {
    private final String name;
    private final Path path;
    private final long length;
    private final MalformedPolicy ofMalformed;
    private final MalformedPolicy ofCorrupt;
    private final Queue<ClickEvent> block = new ArrayDeque<>();
    private final List<CorruptBlock> corrupt = new ArrayList<>();
    private final List<MalformedLine> firstMalformed = new ArrayList<>();
    private DataFileReader<ClickEvent> reader;
    private long records;
    private long malformed;

    private AvroEventSource(String name, Path path, MalformedPolicy ofMalformed, MalformedPolicy ofCorrupt)
            throws IOException {
        this.name = name;
        this.path = path;
        this.length = Files.size(path);
        this.ofMalformed = ofMalformed;
        this.ofCorrupt = ofCorrupt;
        this.reader = newReader();
    }

    static AvroEventSource open(String name, MalformedPolicy malformed, MalformedPolicy corrupt) {
        if (EventFile.isReadOnce(name)) {
            throw new InputException(
                    "Avro files can't be read from standard input or a pipe: give --input a file, such as one that the"
                            + " pipe was written to");
        }
        Path path = EventFile.existing(name);
        try {
            AvroEventSource source = new AvroEventSource(name, path, malformed, corrupt);
            requireClickEvents(name, source.reader.getSchema());
            return source;
        } catch (ConversionException e) {
            throw new InputException(name + " can't be read as events: " + e.getMessage(), e);
        } catch (IOException | RuntimeException | LinkageError e) {
            throw e instanceof InputException known ? known : unreadable(name, path, e);
        }
    }

    private static InputException unreadable(String name, Path path, Throwable e) {
        Optional<String> foreign =
                ForeignFile.of(path).filter(kind -> kind != ForeignFile.AVRO).map(ForeignFile::problem);
        return new InputException(
                foreign.map(problem -> name + " " + problem)
                        .orElse(name + " can't be read as an Avro container file (" + why(e)
                                + "): check --format, and that the file is complete"),
                e);
    }

    /** Avro's exceptions wrap others, and show parts of the file when its schema is damaged. */
    private static String why(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (e instanceof SchemaParseException) {
            return "its schema is damaged";
        }
        if (root instanceof EOFException && root.getMessage() == null) {
            return "it ends too early";
        }
        boolean meantForPeople = root instanceof IOException || root instanceof AvroRuntimeException;
        return meantForPeople && root.getMessage() != null ? root.getMessage() : "its bytes are damaged";
    }

    private DataFileReader<ClickEvent> newReader() throws IOException {
        return new DataFileReader<>(path.toFile(), new ReportingReader());
    }

    /** Programs name their records as they like; what counts is that the fields of every event are there. */
    private static void requireClickEvents(String name, Schema schema) {
        boolean fits = schema.getType() == Schema.Type.RECORD
                && Stream.of("eventId", "userId", "eventTime", "eventType")
                        .allMatch(field -> schema.getField(field) != null);
        if (!fits) {
            throw new InputException(name + " holds records of type " + schema.getFullName()
                    + ": its events must be of type " + ClickEvent.SCHEMA$.getFullName()
                    + ", or have at least its fields eventId, userId, eventTime and eventType");
        }
    }

    @Override
    public @Nullable ClickEvent next() {
        while (block.isEmpty()) {
            long start = reader.previousSync();
            if (start >= length) {
                return null;
            }
            try {
                readBlock();
            } catch (InputException e) {
                throw e;
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                // Damaged bytes may claim lengths of gigabytes, which Avro tries to allocate.
                skip(start, e);
            } catch (LinkageError e) {
                throw new InputException(
                        name + " is packed with the codec " + reader.getMetaString(DataFileConstants.CODEC)
                                + ", which is not available here: write it with deflate, snappy or zstandard",
                        e);
            }
        }
        return block.poll();
    }

    /** Avro treats a file that was cut off as one that ends. */
    private void readBlock() throws IOException {
        if (!reader.hasNext()) {
            throw new EOFException("the file ends in the middle of a block");
        }
        List<ClickEvent> events = new ArrayList<>();
        long left = reader.getBlockCount();
        while (left-- > 0) {
            ClickEvent event = reader.next();
            if (event != null) {
                events.add(event);
            }
        }
        block.addAll(events);
    }

    private void skip(long start, Throwable e) {
        String reason = why(e);
        long next = skipToBlockAfter(start);
        CorruptBlock damaged = new CorruptBlock(name, start, next, reason);
        if (ofCorrupt == MalformedPolicy.FAIL) {
            throw new InputException(
                    "A block is damaged: " + damaged.describe()
                            + ". Copy the file again; --skip-corrupt skips and reports such blocks",
                    e);
        }
        corrupt.add(damaged);
    }

    /** A reader that has failed may still be in the middle of a block, so a new one continues. */
    private long skipToBlockAfter(long start) {
        try {
            reader.close();
            reader = newReader();
            reader.sync(start);
            return Math.min(length, reader.previousSync());
        } catch (IOException e) {
            throw new InputException(name + " can't be read after byte " + start + " (" + e.getMessage() + ")", e);
        }
    }

    /** Returns null for a record that is no event, so that Avro counts it as read. */
    private final class ReportingReader implements DatumReader<ClickEvent> {
        private final DatumReader<ClickEvent> reader = new WriterSchemaReader<>(ClickEvent.class);

        @Override
        public void setSchema(Schema writer) {
            reader.setSchema(writer);
        }

        @Override
        public @Nullable ClickEvent read(@Nullable ClickEvent reuse, Decoder in) throws IOException {
            records++;
            try {
                return reader.read(reuse, in);
            } catch (ConversionException e) {
                report(new MalformedLine(name, "record", records, "field " + e.field() + ": expected " + e.expected()));
                return null;
            }
        }
    }

    private void report(MalformedLine problem) {
        if (ofMalformed == MalformedPolicy.FAIL) {
            throw new InputException(
                    problem.describe() + ". Correct the file; --skip-malformed skips and counts such records");
        }
        malformed++;
        if (firstMalformed.size() < MalformedLines.MOST_DESCRIBED) {
            firstMalformed.add(problem);
        }
    }

    @Override
    public MalformedLines malformed() {
        return new MalformedLines(malformed, List.copyOf(firstMalformed));
    }

    @Override
    public List<CorruptBlock> corrupt() {
        return List.copyOf(corrupt);
    }

    @Override
    public long bytesRead() {
        return reader.previousSync();
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new InputException(name + " can't be closed: " + e.getMessage(), e);
        }
    }
}
