package io.intentstream.offline.training.data;

import io.intentstream.core.session.SessionGap;
import io.intentstream.core.state.WindowEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes plausible copies of users: their events take a little more or less time, and some are on another type of page. A
 * network that also learns from the copies depends less on details of the recorded sessions. Sessions keep their events
 * and their ends.
 */
final class PerturbedCopies {
    /** Share of the events whose type of page is replaced by one drawn from those of all events. */
    private static final double CHANGED_PAGES = 0.06;

    /** Standard deviation of the logarithm of the factor on times: one factor per user, and one per step. */
    private static final double STRETCH = 0.15;

    private final SessionGap gap;
    private final List<String> pages;
    private final Random random;

    private PerturbedCopies(SessionGap gap, List<String> pages, Random random) {
        this.gap = gap;
        this.pages = pages;
        this.random = random;
    }

    /**
     * Prepares to copy these users.
     *
     * @param gap no step within a session stretches beyond it
     */
    static PerturbedCopies of(List<UserEvents> users, SessionGap gap, Random random) {
        List<String> pages = users.stream()
                .flatMap(user -> user.events().stream())
                .filter(event -> event.pageType() != null)
                .map(WindowEvent::pageType)
                .toList();
        return new PerturbedCopies(gap, pages, random);
    }

    /** A copy of each user, in their order. */
    List<UserEvents> apply(List<UserEvents> users) {
        return users.stream()
                .map(user -> new UserEvents(user.userId(), apply(user.events(), stretch()), user.bought()))
                .toList();
    }

    private List<WindowEvent> apply(List<WindowEvent> events, double userStretch) {
        List<WindowEvent> copies = new ArrayList<>(events.size());
        long before = events.get(0).time();
        long time = before;
        for (WindowEvent event : events) {
            double stretch = stretch();
            long step = event.time() - before;
            time += gap.separates(before, event.time())
                    ? step
                    : Math.min(gap.millis(), Math.round(step * userStretch * stretch));
            before = event.time();
            copies.add(event.moved(time, page(event)));
        }
        return copies;
    }

    private double stretch() {
        return Math.exp(STRETCH * random.nextGaussian());
    }

    private @Nullable String page(WindowEvent event) {
        boolean changes = random.nextDouble() < CHANGED_PAGES;
        return changes && event.pageType() != null ? pages.get(random.nextInt(pages.size())) : event.pageType();
    }
}
