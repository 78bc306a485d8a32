package io.intentstream.offline.input;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Passes each line of a file to a parser and names the file and line in every error. Skips lines that contain only white
 * space.
 */
final class LineFile implements AutoCloseable {

    /** Parses one line; null for a line to pass over. */
    @FunctionalInterface
    interface Parse<T> {
        @Nullable
        T parse(Line line) throws MalformedLineException;
    }

    /**
     * The source of the lines.
     *
     * @param name the file as the user named it
     * @param length of the file itself, before decompression, in bytes; 0 when it isn't known
     * @param bytesRead returns how many of these bytes were read
     */
    record LineOrigin(String name, long length, LongSupplier bytesRead) {}

    private final LineOrigin origin;
    private final LineReader reader;
    private final MalformedPolicy ofMalformed;
    private final MalformedPolicy ofCorrupt;
    private final Line line = new Line();
    private final List<MalformedLine> firstMalformed = new ArrayList<>();
    private final List<CorruptBlock> corrupt = new ArrayList<>();
    private long malformed;

    /**
     * @param malformed policy for lines that can't be parsed
     * @param corrupt policy for everything after a damaged place
     */
    LineFile(LineOrigin origin, LineReader reader, MalformedPolicy malformed, MalformedPolicy corrupt) {
        this.origin = origin;
        this.reader = reader;
        this.ofMalformed = malformed;
        this.ofCorrupt = corrupt;
    }

    /** Bytes of the file read so far. */
    long bytesRead() {
        return origin.bytesRead().getAsLong();
    }

    /** The next line that can be parsed, as the parser returns it; null at the end. */
    <T> @Nullable T next(Predicate<Line> header, Parse<T> parser) {
        while (corrupt.isEmpty()) {
            try {
                if (!reader.read(line)) {
                    return null;
                }
                boolean first = line.number() == 1;
                if (!line.isBlank() && !(first && header.test(line))) {
                    T parsed = parser.parse(line);
                    if (parsed != null) {
                        return parsed;
                    }
                }
            } catch (MalformedLineException e) {
                report(e.in(origin.name(), line.number()));
            } catch (CorruptDataException e) {
                skipTheRest(e);
            } catch (IOException e) {
                throw new InputException(
                        origin.name() + " can't be read after line " + line.number() + " (" + e.getMessage()
                                + "): check that the file is complete, and copy it again if not",
                        e);
            }
        }
        return null;
    }

    private void skipTheRest(CorruptDataException e) {
        CorruptBlock rest = new CorruptBlock(
                origin.name(),
                e.position(),
                Math.max(e.position(), origin.length()),
                e.getMessage() + " after line " + line.number());
        if (ofCorrupt == MalformedPolicy.FAIL) {
            throw new InputException(
                    "A file is damaged: " + rest.describe()
                            + ". Copy it again; --skip-corrupt, where a command has it, reads the lines before that place"
                            + " and skips the rest of the file",
                    e);
        }
        corrupt.add(rest);
    }

    private void report(MalformedLine found) {
        MalformedLine problem = reader.endedWithinLine() ? found.atCut() : found;
        if (ofMalformed == MalformedPolicy.FAIL) {
            throw new InputException(problem.describe()
                    + ". Correct the line or name the right --format; --skip-malformed skips and counts such"
                    + " lines");
        }
        malformed++;
        if (firstMalformed.size() < MalformedLines.MOST_DESCRIBED) {
            firstMalformed.add(problem);
        }
    }

    MalformedLines malformed() {
        return new MalformedLines(malformed, List.copyOf(firstMalformed));
    }

    /** The damaged parts that were skipped. */
    List<CorruptBlock> corrupt() {
        return List.copyOf(corrupt);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new InputException(origin.name() + " can't be closed: " + e.getMessage(), e);
        }
    }
}
