package io.intentstream.offline.input;

import io.intentstream.schema.ClickEvent;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.specific.SpecificDatumReader;
import org.jspecify.annotations.Nullable;

/**
 * The events of an Avro container file, in its order. A block is read completely before its first event is returned, so a
 * damaged block returns none; the next one begins after the next sync marker.
 */
final class AvroEventSource implements EventSource {
    private final String name;
    private final Path path;
    private final long length;
    private final MalformedPolicy policy;
    private final Queue<ClickEvent> block = new ArrayDeque<>();
    private final List<CorruptBlock> corrupt = new ArrayList<>();
    private DataFileReader<ClickEvent> reader;

    private AvroEventSource(String name, Path path, MalformedPolicy policy) throws IOException {
        this.name = name;
        this.path = path;
        this.length = Files.size(path);
        this.policy = policy;
        this.reader = newReader(path);
    }

    static AvroEventSource open(String name, MalformedPolicy policy) {
        if (name.equals(EventFile.STANDARD_INPUT)) {
            throw new InputException("Avro files can't be read from standard input: give --input a file");
        }
        Path path = EventFile.existing(name);
        try {
            AvroEventSource source = new AvroEventSource(name, path, policy);
            requireClickEvents(name, source.reader.getSchema());
            return source;
        } catch (IOException | AvroRuntimeException e) {
            String why = e.getMessage() == null ? "it ends too early" : e.getMessage();
            throw new InputException(
                    name + " can't be read as an Avro container file (" + why
                            + "): check --format, and that the file is complete",
                    e);
        }
    }

    private static DataFileReader<ClickEvent> newReader(Path path) throws IOException {
        return new DataFileReader<>(path.toFile(), new SpecificDatumReader<>(ClickEvent.class));
    }

    private static void requireClickEvents(String name, Schema schema) {
        if (schema.getType() != Schema.Type.RECORD || !schema.getName().equals(ClickEvent.SCHEMA$.getName())) {
            throw new InputException(name + " holds records of type " + schema.getFullName()
                    + ": its events must be of type " + ClickEvent.SCHEMA$.getFullName());
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
            } catch (IOException | RuntimeException e) {
                skip(start, e);
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
            events.add(reader.next());
        }
        block.addAll(events);
    }

    private void skip(long start, Exception e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        long next = skipToBlockAfter(start);
        CorruptBlock damaged = new CorruptBlock(name, start, next, reason);
        if (policy == MalformedPolicy.FAIL) {
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
            reader = newReader(path);
            reader.sync(start);
            return Math.min(length, reader.previousSync());
        } catch (IOException e) {
            throw new InputException(name + " can't be read after byte " + start + " (" + e.getMessage() + ")", e);
        }
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
