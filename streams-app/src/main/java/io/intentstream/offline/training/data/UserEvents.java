package io.intentstream.offline.training.data;

import io.intentstream.core.state.WindowEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one user did.
 *
 * @param userId the user
 * @param events the events in time order; events of the same time in the order of arrival
 * @param bought whether the user's visits end in a purchase, where the data says so beside the events; null where the
 *     events themselves tell
 */
public record UserEvents(
        String userId, List<WindowEvent> events, @Nullable Boolean bought) {

    /** A user whose events tell what was bought. */
    public UserEvents(String userId, List<WindowEvent> events) {
        this(userId, events, null);
    }
}
