package io.intentstream.offline.training.data;

import io.intentstream.core.state.WindowEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All events of one user.
 *
 * @param userId the user
 * @param events the events in time order; events of the same time are in the order of arrival
 * @param bought whether the user's sessions end in a purchase; null if the events themselves say it
 * @param countedFrom sessions that begin earlier, in epoch milliseconds, are the history of the others and nothing else
 */
public record UserEvents(
        String userId, List<WindowEvent> events, @Nullable Boolean bought, long countedFrom) {

    /** A user whose sessions all count. */
    public UserEvents(String userId, List<WindowEvent> events, @Nullable Boolean bought) {
        this(userId, events, bought, Long.MIN_VALUE);
    }

    /** A user whose purchases are among the events. */
    public UserEvents(String userId, List<WindowEvent> events) {
        this(userId, events, null);
    }

    /** The events' times, in epoch milliseconds. */
    long[] times() {
        return events.stream().mapToLong(WindowEvent::time).toArray();
    }

    /** The user with so many of the first events. */
    UserEvents first(int number) {
        return number == events.size() ? this : new UserEvents(userId, events.subList(0, number), bought, countedFrom);
    }

    /** The user of whom only sessions count that begin at this time or later. */
    UserEvents countedFrom(Instant time) {
        return new UserEvents(userId, events, bought, time.toEpochMilli());
    }
}
