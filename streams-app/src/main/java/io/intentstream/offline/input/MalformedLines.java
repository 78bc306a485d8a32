package io.intentstream.offline.input;

import java.util.List;

/**
 * The malformed lines of a source.
 *
 * @param count how many there were
 * @param first the first of them, at most {@value #MOST_DESCRIBED}
 */
public record MalformedLines(long count, List<MalformedLine> first) {

    /** How many of the lines are described. */
    public static final int MOST_DESCRIBED = 5;

    /** No malformed line. */
    public static final MalformedLines NONE = new MalformedLines(0, List.of());
}
