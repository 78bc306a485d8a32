package io.intentstream.offline.input;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Opens files of events, plain or gzip; the first bytes decide, not the name. */
public final class EventFile {

    /** The name that stands for standard input. */
    public static final String STANDARD_INPUT = "-";

    private static final Set<String> STANDARD_INPUTS =
            Set.of(STANDARD_INPUT, "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0");

    private static final int BUFFER = 1 << 16;

    /** The longest signature that is not text. */
    private static final int FEWEST_HEAD_BYTES = 10;

    private EventFile() {}

    /**
     * Opens a file. Only the current line is held in memory.
     *
     * @param name a path, or {@link #STANDARD_INPUT}
     * @throws InputException when there is no such file or it can't be read
     */
    public static EventSource open(String name, EventFormat format, MalformedPolicy policy) {
        return open(name, FileFormat.of(format), policy, MalformedPolicy.FAIL);
    }

    /**
     * As {@link #open(String, EventFormat, MalformedPolicy)}.
     *
     * @param corrupt policy for a damaged part: a block of an Avro file, or everything after the damage in a gzip file
     */
    public static EventSource open(String name, FileFormat format, MalformedPolicy malformed, MalformedPolicy corrupt) {
        return format.kind().open(name, format.mapping(), malformed, corrupt);
    }

    /** The format whose event a file begins with; empty when there is none. */
    public static Optional<EventFormat> guessFormat(String name) {
        return Arrays.stream(EventFormat.values())
                .filter(format -> beginsWithEvent(name, format))
                .findFirst();
    }

    private static boolean beginsWithEvent(String name, EventFormat format) {
        try (EventSource source = open(name, format, MalformedPolicy.FAIL)) {
            return source.next() != null;
        } catch (InputException e) {
            return false;
        }
    }

    static LineFile lines(String name, MalformedPolicy malformed, MalformedPolicy corrupt) {
        if (name.equals(STANDARD_INPUT)) {
            return lines(new LineFile.LineOrigin("standard input", 0, () -> 0), System.in, malformed, corrupt);
        }
        Path path = existing(name);
        try {
            return Files.isRegularFile(path)
                    ? regular(name, Files.newByteChannel(path), malformed, corrupt)
                    : pipe(name, path, malformed, corrupt);
        } catch (IOException e) {
            throw new InputException(name + " can't be opened (" + e.getMessage() + "): check its permissions", e);
        }
    }

    private static LineFile regular(
            String name, SeekableByteChannel channel, MalformedPolicy malformed, MalformedPolicy corrupt)
            throws IOException {
        LineFile.LineOrigin origin = new LineFile.LineOrigin(name, channel.size(), () -> position(channel));
        return lines(origin, Channels.newInputStream(channel), malformed, corrupt);
    }

    /** A pipe has neither a size nor a position, and a channel's stream asks for both. */
    private static LineFile pipe(String name, Path path, MalformedPolicy malformed, MalformedPolicy corrupt)
            throws IOException {
        return lines(new LineFile.LineOrigin(name, 0, () -> 0), new FileInputStream(path.toFile()), malformed, corrupt);
    }

    /** Whether a file can be read only once: standard input, a pipe or another device. */
    public static boolean isReadOnce(String name) {
        return name.equals(STANDARD_INPUT) || !Files.isRegularFile(existing(name));
    }

    /** @throws InputException when a file that can be read only once is named twice */
    public static void requireNoneTwice(List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            String source = STANDARD_INPUTS.contains(name) ? STANDARD_INPUT : name;
            if (!seen.add(source) && isReadOnce(source)) {
                throw new InputException(name
                        + " is named twice, but can be read only once: save the events to a file, and name that file");
            }
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
            return new LineFile(origin, new LineReader(text(origin.name(), bytes)), malformed, corrupt);
        } catch (IOException | InputException e) {
            close(bytes, e);
            throw e instanceof InputException foreign
                    ? foreign
                    : new InputException(
                            origin.name() + " can't be read (" + e.getMessage()
                                    + "): check that the file is complete, and copy it again if not",
                            e);
        }
    }

    private static void close(InputStream bytes, Exception failure) {
        try {
            bytes.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
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

    /** The file's text, unpacked. */
    private static InputStream text(String name, InputStream bytes) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(bytes, BUFFER);
        buffered.mark(ForeignFile.HEAD_BYTES);
        byte[] head = head(buffered);
        buffered.reset();
        if (head.length < 2 || head[0] != (byte) 0x1f || head[1] != (byte) 0x8b) {
            requireText(name, head);
            return buffered;
        }
        InputStream inflated = gzip(name, buffered);
        byte[] first = head(inflated);
        requireText(name + ", unpacked,", first);
        return new SequenceInputStream(new ByteArrayInputStream(first), inflated);
    }

    private static InputStream gzip(String name, InputStream bytes) {
        try {
            return new GzipBytes(bytes, BUFFER);
        } catch (IOException e) {
            String why = e.getMessage() == null ? "it ends too early" : e.getMessage();
            throw new InputException(name + " starts like a gzip file but is none (" + why + "): copy it again", e);
        }
    }

    private static void requireText(String what, byte[] head) {
        ForeignFile.of(head).ifPresent(kind -> {
            throw new InputException(what + " " + kind.problem());
        });
    }

    /**
     * The first bytes; more than a few only if they are there at once, so that a slow pipe's first line is not held up. Ends
     * before damage, which is found again with the first line.
     */
    private static byte[] head(InputStream in) throws IOException {
        byte[] head = new byte[ForeignFile.HEAD_BYTES];
        int length = 0;
        int read = 0;
        while (length < FEWEST_HEAD_BYTES && read >= 0) {
            try {
                read = in.read(head, length, head.length - length);
            } catch (CorruptDataException e) {
                break;
            }
            length += Math.max(0, read);
        }
        return Arrays.copyOf(head, length);
    }
}
