package io.intentstream.offline.input;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file, each handed to a parser, with the file and line named in every complaint. Lines of white space
 * alone hold no event and are passed over.
 */
final class LineFile implements AutoCloseable {

    /** Reads one line. */
    @FunctionalInterface
    interface Parse<T> {
        T parse(Line line) throws MalformedLineException;
    }

    /**
     * Where lines come from.
     *
     * @param name as the user named it
     * @param length of the file itself, before inflating, in bytes; 0 when it isn't known
     * @param bytesRead tells how many of them were read
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
     * @param malformed what becomes of a line that does not parse
     * @param corrupt what becomes of all that follows a damaged place
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

    /** What the next line that parses holds, or null at the end. */
    <T> @Nullable T next(Predicate<Line> header, Parse<T> parser) {
        while (corrupt.isEmpty()) {
            try {
                if (!reader.read(line)) {
                    return null;
                }
                boolean first = line.number() == 1;
                if (!line.isBlank() && !(first && header.test(line))) {
                    return parser.parse(line);
                }
            } catch (MalformedLineException e) {
                meet(e.in(origin.name(), line.number()));
            } catch (CorruptDataException e) {
                leaveOutTheRest(e);
            } catch (IOException e) {
                throw new InputException(
                        origin.name() + " can't be read on after line " + line.number() + " (" + e.getMessage()
                                + "): check that the file is complete, and copy it again if not",
                        e);
            }
        }
        return null;
    }

    private void leaveOutTheRest(CorruptDataException e) {
        CorruptBlock rest = new CorruptBlock(
                origin.name(),
                e.position(),
                Math.max(e.position(), origin.length()),
                e.getMessage() + " behind line " + line.number());
        if (ofCorrupt == MalformedPolicy.FAIL) {
            throw new InputException(
                    "A file is damaged: " + rest.describe()
                            + ". Copy it again; --skip-corrupt, where a command has it, takes the lines before that place"
                            + " and leaves out the rest of the file",
                    e);
        }
        corrupt.add(rest);
    }

    private void meet(MalformedLine found) {
        MalformedLine complaint = reader.endedWithinLine() ? found.atCut() : found;
        if (ofMalformed == MalformedPolicy.FAIL) {
            throw new InputException(complaint.describe()
                    + ". Put the line right or name the right --format; --skip-malformed leaves such lines"
                    + " out and counts them");
        }
        malformed++;
        if (firstMalformed.size() < MalformedLines.MOST_DESCRIBED) {
            firstMalformed.add(complaint);
        }
    }

    MalformedLines malformed() {
        return new MalformedLines(malformed, List.copyOf(firstMalformed));
    }

    /** What was left out because it is damaged. */
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
