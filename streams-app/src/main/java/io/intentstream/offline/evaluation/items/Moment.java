package io.intentstream.offline.evaluation.items;

import io.intentstream.core.state.UserState;
import io.intentstream.core.state.WindowEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is known of a user when a list is made: everything up to the latest event. */
final class Moment {
    private final UserState state;
    private final List<WindowEvent> past;
    private final List<String> sessionItems = new ArrayList<>();
    private final List<String> sessionCategories = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> seenCategories = new HashSet<>();
    private Set<String> latest = Set.of();

    /**
     * @param state the engine's state of the user
     * @param past all of the user's events so far
     */
    Moment(UserState state, List<WindowEvent> past) {
        this.state = state;
        this.past = past;
        for (WindowEvent event : past) {
            Set<String> items = NextItemReplay.itemsOf(event);
            String category = NextItemReplay.categoryOf(event);
            seen.addAll(items);
            if (category != null) {
                seenCategories.add(category);
            }
            latest = items.isEmpty() ? latest : items;
        }
        for (int i = state.sessionStart(state.size() - 1); i < state.size(); i++) {
            WindowEvent event = state.event(i);
            sessionItems.addAll(NextItemReplay.itemsOf(event));
            String category = NextItemReplay.categoryOf(event);
            if (category != null) {
                sessionCategories.add(category);
            }
        }
    }

    UserState state() {
        return state;
    }

    /** All events so far, the oldest first. */
    List<WindowEvent> past() {
        return past;
    }

    /** Time of the latest event. */
    long now() {
        return past.get(past.size() - 1).time();
    }

    /** The products of the latest event's session, in order, with repetitions. */
    List<String> sessionItems() {
        return sessionItems;
    }

    /** The categories of the session's events, in order, with repetitions. */
    List<String> sessionCategories() {
        return sessionCategories;
    }

    /** Whether the user had an event with the product. */
    boolean hasSeen(String itemId) {
        return seen.contains(itemId);
    }

    /** Whether the user had an event in the category. */
    boolean hasSeenCategory(String categoryId) {
        return seenCategories.contains(categoryId);
    }

    /** Whether the product is of the latest event that names products. */
    boolean isLatest(String itemId) {
        return latest.contains(itemId);
    }

    /** The last values of a list, at most so many. */
    static List<String> last(List<String> values, int most) {
        return values.subList(Math.max(0, values.size() - most), values.size());
    }
}
