package io.intentstream.offline.evaluation.items;

import io.intentstream.core.session.SessionGap;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.training.data.UserEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** The sessions that baselines learn from, in the order of their last events. */
final class LearntSessions {
    private final List<LearntSession> sessions = new ArrayList<>();
    private final Map<String, Integer> sessionsWith = new LinkedHashMap<>();

    /**
     * A session.
     *
     * @param items its products in order, with repetitions
     * @param distinct its products, each once, in the order of their first event
     * @param categories the categories of its events, in order, with repetitions
     * @param categoryOf the category of each of its products that has one
     * @param end time of its last event, epoch milliseconds
     */
    record LearntSession(
            List<String> items,
            List<String> distinct,
            List<String> categories,
            Map<String, String> categoryOf,
            long end) {}

    /**
     * Cuts events into sessions.
     *
     * @param users the users
     * @param sessionGap inactivity that ends a session
     * @param until the latest time to learn from, epoch milliseconds
     */
    LearntSessions(List<UserEvents> users, Duration sessionGap, long until) {
        SessionGap gap = SessionGap.of(sessionGap);
        for (UserEvents user : users) {
            List<WindowEvent> events = new ArrayList<>();
            for (WindowEvent event : user.events()) {
                if (event.time() > until) {
                    break;
                }
                if (!events.isEmpty()
                        && gap.separates(events.get(events.size() - 1).time(), event.time())) {
                    add(events);
                    events.clear();
                }
                events.add(event);
            }
            add(events);
        }
        // Sorting is stable: sessions that end at the same time stay in the order of the users.
        sessions.sort(Comparator.comparingLong(LearntSession::end));
        for (LearntSession session : sessions) {
            session.distinct().forEach(item -> sessionsWith.merge(item, 1, Integer::sum));
        }
    }

    private void add(List<WindowEvent> events) {
        List<String> items = new ArrayList<>();
        List<String> categories = new ArrayList<>();
        Map<String, String> categoryOf = new LinkedHashMap<>();
        for (WindowEvent event : events) {
            items.addAll(NextItemReplay.itemsOf(event));
            String category = NextItemReplay.categoryOf(event);
            if (category != null) {
                categories.add(category);
            }
            for (int part = 0; part < event.itemCount(); part++) {
                if (event.item(part).itemId() != null && event.item(part).categoryId() != null) {
                    categoryOf.put(event.item(part).itemId(), event.item(part).categoryId());
                }
            }
        }
        if (!items.isEmpty() || !categories.isEmpty()) {
            sessions.add(new LearntSession(
                    items,
                    List.copyOf(new LinkedHashSet<>(items)),
                    categories,
                    categoryOf,
                    events.get(events.size() - 1).time()));
        }
    }

    /** The sessions, by the time of their last event. */
    List<LearntSession> all() {
        return sessions;
    }

    /** Number of sessions with the product. */
    int with(String itemId) {
        return sessionsWith.getOrDefault(itemId, 0);
    }

    /** All products, in the order of the sessions, each with its number of sessions. */
    Map<String, Integer> items() {
        return sessionsWith;
    }
}
