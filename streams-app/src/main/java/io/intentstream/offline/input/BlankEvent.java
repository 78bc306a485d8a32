package io.intentstream.offline.input;

import io.intentstream.schema.ClickEvent;
import java.util.Map;

/** Creates events with the schema's defaults, without the cost of Avro's builder. */
final class BlankEvent {

    private BlankEvent() {}

    static ClickEvent create() {
        ClickEvent event = new ClickEvent();
        event.setConsent(true);
        event.setAttributes(Map.of());
        return event;
    }
}
