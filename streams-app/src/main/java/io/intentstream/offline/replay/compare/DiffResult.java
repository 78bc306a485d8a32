package io.intentstream.offline.replay.compare;

import java.util.List;

/**
 * What a comparison found.
 *
 * @param matches number of results that are the same on both sides, byte for byte (by value if {@code byValue})
 * @param mismatches number of results that both sides have, but with different values or bytes
 * @param missing number of results of the left side that the right side lacks
 * @param extra number of results of the right side that the left side lacks
 * @param compacted number of results that one side lacks because a later result of the same user replaced them
 * @param tombstones number of expired users; a tombstone has no value to compare
 * @param redefined number of changes of audiences on either side that a new definition made; they depend on when it came
 * @param inTail number of changes that time brings which one side lacks because its last stretch is shorter than the grace
 * @param byOtherItems number of lists of recommendations that another items bundle made on one side than on the other
 * @param byValue whether values were compared, since the sides' bytes cannot be
 * @param first the first differences
 */
public record DiffResult(
        long matches,
        long mismatches,
        long missing,
        long extra,
        long compacted,
        long tombstones,
        long redefined,
        long inTail,
        long byOtherItems,
        boolean byValue,
        List<Difference> first) {

    /** Whether both sides have the same results. */
    public boolean isSame() {
        return mismatches + missing + extra == 0;
    }

    /** One difference. */
    public sealed interface Difference {
        /** The user of the result. */
        String userId();

        /** Identifies the result among the user's. */
        String name();
    }

    /** The right side lacks the result. */
    public record MissingResult(String userId, String name) implements Difference {}

    /** The left side lacks the result. */
    public record Extra(String userId, String name) implements Difference {}

    /**
     * Both sides have the result, with different values or bytes.
     *
     * @param fields the fields that differ; none when only the bytes differ
     */
    public record Mismatch(String userId, String name, List<Field> fields) implements Difference {}

    /**
     * A field that differs.
     *
     * @param path its name, after the names of the records that contain it
     * @param left its value on the left, as text
     * @param right its value on the right, as text
     */
    public record Field(String path, String left, String right) {}
}
