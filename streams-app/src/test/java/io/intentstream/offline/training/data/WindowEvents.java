package io.intentstream.offline.training.data;

import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.List;

/** Short histories, one event a minute. */
final class WindowEvents {
    private WindowEvents() {}

    static List<WindowEvent> of(EventType... types) {
        List<WindowEvent> events = new ArrayList<>();
        for (EventType type : types) {
            long time = 60_000L * events.size();
            events.add(new WindowEvent(time, time, type, "item", null, null, -1, null, 1, -1, null, null));
        }
        return events;
    }
}
