package io.intentstream.core.condition;

import io.intentstream.schema.EventType;
import org.jspecify.annotations.Nullable;

/** What is known of one user at one moment. A condition reads nothing else. */
public interface Facts {
    /** The value of {@link #countFallsTo} for a count that is low enough. */
    long NEVER = Long.MAX_VALUE;

    /** The moment, in epoch milliseconds of event time; not before the user's latest event. */
    long now();

    /** The first moment at which the session is over if no event comes, epoch milliseconds; it may be past. */
    long sessionOverAt();

    /** A number; NaN when it is missing. */
    double number(Variable.Numeric variable);

    /** A number of a category, brand, channel or currency; NaN when it is missing. */
    double number(Variable.Keyed variable, String key);

    /** A moment in epoch milliseconds; -1 when it is missing. */
    long moment(Variable.Moment variable);

    /** A length of time in milliseconds; -1 when it is missing. */
    long length(Variable.Length variable);

    /** A text; null when it is missing. */
    @Nullable
    String text(Variable.Text variable);

    /** True or false. */
    boolean flag(Variable.Flag variable);

    /** Events of a type so far; purchases count once an order. */
    long count(EventType type);

    /** Events of a type within the latest steps of a window that ends {@link #now}. */
    long count(EventType type, CountWindow window);

    /**
     * When such a count is no longer more than a number if no event comes, epoch milliseconds, after {@link #now}; {@link
     * #NEVER} when it is not now.
     */
    long countFallsTo(EventType type, CountWindow window, long most);

    /** Whether a tag applies. */
    boolean tag(String name);

    /** Whether the user is in an audience, by its place in the file. */
    boolean audience(int place);
}
