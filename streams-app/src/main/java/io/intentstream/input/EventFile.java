package io.intentstream.input;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens files of events, plain or gzip (told by their first bytes, whatever they are called). */
public final class EventFile {

    /** The name that stands for standard input. */
    public static final String STANDARD_INPUT = "-";

    private static final int BUFFER = 1 << 16;

    private EventFile() {}

    /**
     * Opens a file. Nothing is held in memory but the line that is being read.
     *
     * @param name a path, or {@link #STANDARD_INPUT}
     * @throws InputException when there is no such file or it can't be read
     */
    public static EventSource open(String name, EventFormat format, MalformedPolicy policy) {
        return new FileEventSource(lines(name, policy), format.newParser());
    }

    static LineFile lines(String name, MalformedPolicy policy) {
        if (name.equals(STANDARD_INPUT)) {
            return lines("standard input", System.in, policy);
        }
        Path path = existing(name);
        try {
            return lines(name, Files.newInputStream(path), policy);
        } catch (IOException e) {
            throw new InputException(name + " can't be opened (" + e.getMessage() + "): check its permissions", e);
        }
    }

    static LineFile lines(String name, InputStream bytes, MalformedPolicy policy) {
        try {
            return new LineFile(name, new LineReader(inflated(bytes)), policy);
        } catch (IOException e) {
            throw new InputException(
                    name + " begins like a gzip file but is none (" + e.getMessage() + "): copy it again", e);
        }
    }

    private static Path existing(String name) {
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
        return first == 0x1f && second == 0x8b ? new GZIPInputStream(buffered, BUFFER) : buffered;
    }
}
