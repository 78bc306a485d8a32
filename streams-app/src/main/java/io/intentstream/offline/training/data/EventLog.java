package io.intentstream.offline.training.data;

import io.intentstream.core.event.EventValidator;
import io.intentstream.core.event.Validation;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.input.EventSource;
import io.intentstream.schema.ClickEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Historical events by user, as the engine would have let them in: invalid events, duplicates and events without
 * consent are left out and counted.
 *
 * @param users each user once, in the order of their first event in the file
 * @param events events kept
 * @param rejected events that are not valid
 * @param duplicates events whose id their user had sent before
 * @param withheld events without consent
 */
public record EventLog(List<UserEvents> users, long events, long rejected, long duplicates, long withheld) {

    /** Reads a source to its end. Everything is held in memory, about 200 bytes an event. */
    public static EventLog read(EventSource source) {
        return read(source, Map.of());
    }

    /**
     * Reads a source whose labels lie beside its events.
     *
     * @param bought by user, whether the user's visits end in a purchase; the events tell of users it does not name
     */
    public static EventLog read(EventSource source, Map<String, Boolean> bought) {
        Collector collector = new Collector();
        ClickEvent event;
        while ((event = source.next()) != null) {
            collector.add(event);
        }
        return collector.log(bought);
    }

    private static final class Collector {
        private final EventValidator validator = new EventValidator(Duration.ofHours(1));
        private final long now = Instant.now().toEpochMilli();
        private final Map<String, List<WindowEvent>> windowEvents = new LinkedHashMap<>();
        private final Map<String, Set<Long>> ids = new LinkedHashMap<>();
        private long rejected;
        private long duplicates;
        private long withheld;

        void add(ClickEvent event) {
            if (validator.validate(event, now) instanceof Validation.Rejected) {
                rejected++;
                return;
            }
            if (!event.getConsent()) {
                withheld++;
                return;
            }
            WindowEvent windowEvent =
                    WindowEvent.of(event, List.copyOf(event.getAttributes().keySet()));
            if (!ids.computeIfAbsent(event.getUserId(), user -> new HashSet<>()).add(windowEvent.id())) {
                duplicates++;
                return;
            }
            windowEvents
                    .computeIfAbsent(event.getUserId(), user -> new ArrayList<>())
                    .add(windowEvent);
        }

        EventLog log(Map<String, Boolean> bought) {
            List<UserEvents> users = new ArrayList<>();
            long events = 0;
            for (Map.Entry<String, List<WindowEvent>> entry : windowEvents.entrySet()) {
                entry.getValue().sort(Comparator.comparingLong(WindowEvent::time));
                users.add(new UserEvents(entry.getKey(), entry.getValue(), bought.get(entry.getKey())));
                events += entry.getValue().size();
            }
            return new EventLog(users, events, rejected, duplicates, withheld);
        }
    }
}
