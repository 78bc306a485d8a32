package io.intentstream.core.audience;

import io.intentstream.core.condition.Condition;
import io.intentstream.core.state.Fnv1a;
import org.jspecify.annotations.Nullable;

/**
 * A declared audience. A user enters when {@code when} holds and {@code until} does not, and leaves when {@code until} holds,
 * or, without one, when {@code when} no longer does.
 *
 * @param name letters, digits and hyphens
 * @param description for people; empty when there is none
 * @param when who enters
 * @param until who leaves; null for whoever no longer meets {@code when}
 * @param reenterAfterMillis how long after leaving a user cannot enter again; 0 for no limit
 * @param definition first 8 hex digits of the SHA-256 of what determines who belongs to it
 */
public record Audience(
        String name,
        String description,
        Condition when,
        @Nullable Condition until,
        long reenterAfterMillis,
        String definition) {

    /** A number for the name, by which states know the audience. */
    public int id() {
        return idOf(name);
    }

    /** The {@link #id} of an audience of this name. */
    public static int idOf(String name) {
        return (int) Fnv1a.of(name);
    }
}
