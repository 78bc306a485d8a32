package io.intentstream.offline.replay.compare;

import java.util.List;

/**
 * What a comparison found.
 *
 * @param matches results that are the same on both sides, byte for byte (by value, where the sides were written with
 *     different schemas)
 * @param mismatches results of both sides that differ
 * @param missing results of the left side that the right one lacks
 * @param extra results of the right side that the left one lacks
 * @param compacted results of one side that the other has let go, since a later one of the same user replaced them
 * @param tombstones expiries of users; they have no value to compare
 * @param byValue whether the sides were written with different schemas, so that bytes can not be compared
 * @param first the first differences
 */
public record DiffResult(
        long matches,
        long mismatches,
        long missing,
        long extra,
        long compacted,
        long tombstones,
        boolean byValue,
        List<Difference> first) {

    /** Whether both sides say the same. */
    public boolean isSame() {
        return mismatches + missing + extra == 0;
    }

    /** What differs. */
    public sealed interface Difference {
        /** The user concerned. */
        String userId();

        /** Which of the user's results. */
        String name();
    }

    /** The right side lacks it. */
    public record MissingResult(String userId, String name) implements Difference {}

    /** The left side lacks it. */
    public record Extra(String userId, String name) implements Difference {}

    /**
     * Both have it, but not alike.
     *
     * @param fields the fields that differ; none when the values are the same in other bytes
     */
    public record Mismatch(String userId, String name, List<Field> fields) implements Difference {}

    /**
     * A field that differs.
     *
     * @param path its name, with those of the records around it
     * @param left its value on the left, as text
     * @param right its value on the right, as text
     */
    public record Field(String path, String left, String right) {}
}
