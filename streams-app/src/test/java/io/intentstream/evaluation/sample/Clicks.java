package io.intentstream.evaluation.sample;

import io.intentstream.schema.EventType;
import io.intentstream.state.Click;
import java.util.ArrayList;
import java.util.List;

/** Short histories, one event a minute. */
final class Clicks {
    private Clicks() {}

    static List<Click> of(EventType... types) {
        List<Click> clicks = new ArrayList<>();
        for (EventType type : types) {
            long time = 60_000L * clicks.size();
            clicks.add(new Click(time, time, type, "item", null, null, -1, null, 1, -1, null, null));
        }
        return clicks;
    }
}
