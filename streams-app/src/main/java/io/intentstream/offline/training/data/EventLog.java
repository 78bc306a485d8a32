package io.intentstream.offline.training.data;

import io.intentstream.core.event.EventValidator;
import io.intentstream.core.event.Validation;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.input.EventSource;
import io.intentstream.schema.ClickEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Historical events by user, in time order, without those that an engine with its default settings would not score:
 * invalid ones, ones without consent, and duplicates.
 *
 * @param users each user once, in the order of their first event in the file
 * @param events number of events kept
 * @param rejected number of invalid events
 * @param duplicates number of events whose id was among the user's latest events
 * @param withheld number of events without consent
 */
public record EventLog(List<UserEvents> users, long events, long rejected, long duplicates, long withheld) {

    /**
     * Reads a source to its end. Everything is held in memory, about 200 bytes an event.
     *
     * @param bought by user, whether the user's sessions end in a purchase; for users that it does not name, the events
     *     themselves say it
     */
    public static EventLog read(EventSource source, Map<String, Boolean> bought) {
        EventValidator validator = new EventValidator(EventValidator.DEFAULT_MAX_FUTURE);
        long now = Instant.now().toEpochMilli();
        Map<String, List<WindowEvent>> byUser = new LinkedHashMap<>();
        long rejected = 0;
        long withheld = 0;
        ClickEvent event;
        while ((event = source.next()) != null) {
            if (validator.validate(event, now) instanceof Validation.Rejected) {
                rejected++;
            } else if (!event.getConsent()) {
                withheld++;
            } else {
                byUser.computeIfAbsent(event.getUserId(), user -> new ArrayList<>())
                        .add(WindowEvent.of(
                                event, List.copyOf(event.getAttributes().keySet())));
            }
        }
        HistoryFold fold = new HistoryFold(EngineSettings.defaults());
        List<UserEvents> users = new ArrayList<>();
        long events = 0;
        long duplicates = 0;
        for (Map.Entry<String, List<WindowEvent>> user : byUser.entrySet()) {
            user.getValue().sort(Comparator.comparingLong(WindowEvent::time));
            UserEvents kept =
                    fold.withoutDuplicates(new UserEvents(user.getKey(), user.getValue(), bought.get(user.getKey())));
            users.add(kept);
            events += kept.events().size();
            duplicates += user.getValue().size() - kept.events().size();
        }
        return new EventLog(users, events, rejected, duplicates, withheld);
    }
}
