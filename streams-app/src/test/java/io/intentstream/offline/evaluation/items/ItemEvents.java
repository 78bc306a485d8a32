package io.intentstream.offline.evaluation.items;

import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.training.data.UserEvents;
import io.intentstream.schema.EventType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes events that name products. */
final class ItemEvents {
    static final long MINUTE = 60_000;

    private static long id;

    private ItemEvents() {}

    static WindowEvent view(double minute, @Nullable String item, @Nullable String category) {
        return event(minute, EventType.VIEW_ITEM, item, category);
    }

    static WindowEvent event(double minute, EventType type, @Nullable String item, @Nullable String category) {
        return new WindowEvent(++id, (long) (minute * MINUTE), type, item, category, null, -1, null, 1, -1, null, null);
    }

    static UserEvents user(String userId, WindowEvent... events) {
        return new UserEvents(userId, List.of(events));
    }
}
