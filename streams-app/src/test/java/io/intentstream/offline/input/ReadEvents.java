package io.intentstream.offline.input;

import io.intentstream.schema.ClickEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Converts between sources and lists of events. */
final class ReadEvents {

    private ReadEvents() {}

    static List<ClickEvent> all(EventSource source) {
        List<ClickEvent> events = new ArrayList<>();
        ClickEvent event;
        while ((event = source.next()) != null) {
            events.add(event);
        }
        return events;
    }

    static List<ClickEvent> all(String file, EventFormat format) {
        try (EventSource source = EventFile.open(file, format, MalformedPolicy.FAIL)) {
            return all(source);
        }
    }

    static EventSource from(List<ClickEvent> events) {
        Iterator<ClickEvent> iterator = events.iterator();
        return new EventSource() {
            @Override
            public ClickEvent next() {
                return iterator.hasNext() ? iterator.next() : null;
            }

            @Override
            public void close() {}
        };
    }
}
