package io.intentstream.core.event;

import io.intentstream.schema.ClickEvent;
import java.util.List;
import java.util.Map;

/** Creates events with the schema's defaults, without the cost of Avro's builder. */
public final class BlankEvent {

    private BlankEvent() {}

    /** An event without ids, time and type, with consent. */
    public static ClickEvent create() {
        ClickEvent event = new ClickEvent();
        event.setConsent(true);
        event.setAttributes(Map.of());
        event.setItems(List.of());
        return event;
    }
}
