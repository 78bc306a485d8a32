package io.intentstream.offline.evaluation.items;

import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.UserState;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.training.data.UserEvents;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Plays users' events through {@link UserState} as an engine that remembers products does, and before each event with a
 * product shows the state as it was then. The user's past before the first shown event is played, too. Each such event is shown
 * once, with the state after the event right before it; a user's first event is not, since nothing was known before.
 */
public final class NextItemReplay {
    /** The fingerprint of no model: nothing is scored. */
    private static final long NO_MODEL = 0;

    private final EngineSettings settings;
    private final long from;

    /**
     * @param sessionGap inactivity that ends a session
     * @param from events before this time, epoch milliseconds, are only the past of the others
     */
    public NextItemReplay(Duration sessionGap, long from) {
        this.settings = EngineSettings.defaults().withSessionGap(sessionGap).rememberingItems();
        this.from = from;
    }

    /**
     * Plays a user's events.
     *
     * @param user the events in time order, without duplicates, as {@code EventLog} has them
     * @param visitor receives the state, which changes after the call, and what came next
     */
    public void play(UserEvents user, BiConsumer<UserState, NextItem> visitor) {
        UserState state = new UserState(user.userId(), settings);
        Set<String> seen = new HashSet<>();
        Set<String> seenCategories = new HashSet<>();
        Set<String> last = Set.of();
        for (int i = 0; i < user.events().size(); i++) {
            WindowEvent event = user.events().get(i);
            Set<String> items = itemsOf(event);
            if (i > 0 && event.time() >= from && !items.isEmpty()) {
                visitor.accept(state, next(i, event, items, last, seen, seenCategories));
            }
            state.startAgainIfIdle(event.time());
            state.add(event, (history, added) -> added, NO_MODEL);
            seen.addAll(items);
            String category = categoryOf(event);
            if (category != null) {
                seenCategories.add(category);
            }
            last = items.isEmpty() ? last : items;
        }
    }

    private static NextItem next(
            int index,
            WindowEvent event,
            Set<String> items,
            Set<String> last,
            Set<String> seen,
            Set<String> seenCategories) {
        Set<String> targets = new LinkedHashSet<>(items);
        targets.removeAll(last);
        boolean repeat = targets.isEmpty();
        List<String> kept = List.copyOf(repeat ? items : targets);
        String category = categoryOf(event);
        return new NextItem(
                index,
                event.time(),
                event.type(),
                kept,
                category,
                kept.stream().noneMatch(seen::contains),
                category != null && !seenCategories.contains(category),
                repeat);
    }

    /** An event's products, each once. */
    static Set<String> itemsOf(WindowEvent event) {
        Set<String> items = new LinkedHashSet<>();
        for (int part = 0; part < event.itemCount(); part++) {
            String itemId = event.item(part).itemId();
            if (itemId != null) {
                items.add(itemId);
            }
        }
        return items;
    }

    /** An event's category: that of its first product that has one; null when there is none. */
    static @Nullable String categoryOf(WindowEvent event) {
        for (int part = 0; part < event.itemCount(); part++) {
            if (event.item(part).categoryId() != null) {
                return event.item(part).categoryId();
            }
        }
        return null;
    }
}
