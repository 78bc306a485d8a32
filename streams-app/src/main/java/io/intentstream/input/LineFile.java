package io.intentstream.input;

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

    private final String name;
    private final LineReader reader;
    private final MalformedPolicy policy;
    private final LongSupplier bytesRead;
    private final Line line = new Line();
    private final List<MalformedLine> firstMalformed = new ArrayList<>();
    private long malformed;

    /** @param bytesRead tells how many bytes of the file itself, before inflating, were read */
    LineFile(String name, LineReader reader, MalformedPolicy policy, LongSupplier bytesRead) {
        this.name = name;
        this.reader = reader;
        this.policy = policy;
        this.bytesRead = bytesRead;
    }

    /** Bytes of the file read so far. */
    long bytesRead() {
        return bytesRead.getAsLong();
    }

    /** What the next line that parses holds, or null at the end. */
    <T> @Nullable T next(Predicate<Line> header, Parse<T> parser) {
        while (true) {
            try {
                if (!reader.read(line)) {
                    return null;
                }
                boolean first = line.number() == 1;
                if (!line.isBlank() && !(first && header.test(line))) {
                    return parser.parse(line);
                }
            } catch (MalformedLineException e) {
                meet(e.in(name, line.number()));
            } catch (IOException e) {
                throw new InputException(
                        name + " can't be read on after line " + line.number() + " (" + e.getMessage()
                                + "): check that the file is complete, and copy it again if not",
                        e);
            }
        }
    }

    private void meet(MalformedLine complaint) {
        if (policy == MalformedPolicy.FAIL) {
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

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new InputException(name + " can't be closed: " + e.getMessage(), e);
        }
    }
}
