package io.intentstream.core.condition;

import java.util.List;
import java.util.Map;

/** A compiled condition. Immutable; used by all threads. */
public interface Condition {

    /** Whether it holds. A comparison with something that is missing is false. */
    boolean test(Facts facts);

    /**
     * The first moment after {@link Facts#now} at which it could change without an event, epoch milliseconds; {@link
     * Facts#NEVER} if it cannot. It may be too early, but is never too late. Changes of {@link Facts#audience} are left out:
     * they have moments of their own.
     */
    long nextChange(Facts facts);

    /** What it reads and the values, at most 8, in the order of the text: why it holds, or does not. */
    Map<String, String> values(Facts facts);

    /** What it reads that may change without an event, in the order of the text; empty when only events change it. */
    default List<String> changingWithTime() {
        return List.of();
    }

    /** The condition as it was written. */
    String text();
}
