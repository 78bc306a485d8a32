package io.intentstream.offline.input;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Opens files of events, plain or gzip; the first bytes decide, not the name. */
public final class EventFile {

    /** The name that stands for standard input. */
    public static final String STANDARD_INPUT = "-";

    private static final int BUFFER = 1 << 16;

    private EventFile() {}

    /**
     * Opens a file. Only the current line is held in memory.
     *
     * @param name a path, or {@link #STANDARD_INPUT}
     * @throws InputException when there is no such file or it can't be read
     */
    public static EventSource open(String name, EventFormat format, MalformedPolicy policy) {
        return open(name, format, policy, MalformedPolicy.FAIL);
    }

    /**
     * As {@link #open(String, EventFormat, MalformedPolicy)}.
     *
     * @param corrupt policy for a damaged part: a block of an Avro file, or everything after the damage in a gzip file
     */
    public static EventSource open(
            String name, EventFormat format, MalformedPolicy malformed, MalformedPolicy corrupt) {
        return format.open(name, malformed, corrupt);
    }

    static LineFile lines(String name, MalformedPolicy malformed, MalformedPolicy corrupt) {
        if (name.equals(STANDARD_INPUT)) {
            return lines(new LineFile.LineOrigin("standard input", 0, () -> 0), System.in, malformed, corrupt);
        }
        Path path = existing(name);
        try {
            SeekableByteChannel channel = Files.newByteChannel(path);
            LineFile.LineOrigin origin = new LineFile.LineOrigin(name, channel.size(), () -> position(channel));
            return lines(origin, Channels.newInputStream(channel), malformed, corrupt);
        } catch (IOException e) {
            throw new InputException(name + " can't be opened (" + e.getMessage() + "): check its permissions", e);
        }
    }

    private static long position(SeekableByteChannel channel) {
        try {
            return channel.position();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LineFile lines(
            LineFile.LineOrigin origin, InputStream bytes, MalformedPolicy malformed, MalformedPolicy corrupt) {
        try {
            return new LineFile(origin, new LineReader(inflated(bytes)), malformed, corrupt);
        } catch (IOException e) {
            throw new InputException(
                    origin.name() + " starts like a gzip file but is none (" + e.getMessage() + "): copy it again", e);
        }
    }

    static Path existing(String name) {
        try {
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                throw new InputException(name + " is a directory: name one file");
            }
            if (!Files.exists(path)) {
                throw new InputException("There is no file " + path.toAbsolutePath() + ": check the path");
            }
            return path;
        } catch (InvalidPathException e) {
            throw new InputException(name + " is not a path (" + e.getReason() + "): check the name", e);
        }
    }

    private static InputStream inflated(InputStream bytes) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(bytes, BUFFER);
        buffered.mark(2);
        int first = buffered.read();
        int second = buffered.read();
        buffered.reset();
        return first == 0x1f && second == 0x8b ? new GzipBytes(buffered, BUFFER) : buffered;
    }
}
