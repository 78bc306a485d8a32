package io.intentstream.core.engine;

import io.intentstream.core.recommendation.CategoryShare;
import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.core.recommendation.Recommendation;
import io.intentstream.core.recommendation.RecommendationRequest;
import io.intentstream.core.recommendation.Recommender;
import io.intentstream.core.recommendation.UserItems;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.StoredState;
import io.intentstream.core.state.UserState;
import io.intentstream.core.state.WindowEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Recommendations from stored states, and from nothing but the items bundle. A list is as of the user's latest event: no clock
 * is read. Immutable; every call works with a {@link Recommender} of its own.
 */
public final class RecommendationViews {
    private final EngineSettings settings;
    private final ItemsBundle items;
    private final Duration boughtFilter;

    /**
     * Views of states that an engine with these settings writes.
     *
     * @param items what is known of products
     * @param boughtFilter how long a bought product is left out
     */
    public RecommendationViews(EngineSettings settings, ItemsBundle items, Duration boughtFilter) {
        this.settings = settings;
        this.items = items;
        this.boughtFilter = boughtFilter;
    }

    /**
     * What to show a user next.
     *
     * @param asOf time of the user's latest event, epoch milliseconds; 0 when there is none
     * @param coldStart whether nothing is known that a list could start from, so that it has bestsellers
     * @param products the best first
     * @param categories the likeliest first
     */
    public record NextForUser(
            long asOf, boolean coldStart, List<Recommendation> products, List<CategoryShare> categories) {}

    /**
     * What would have been recommended after each event of a window.
     *
     * @param updateNumber events of the user so far
     * @param steps one for each event of the window, oldest first
     */
    public record Hindsight(long updateNumber, List<Step> steps) {}

    /**
     * What would have been recommended after an event, and what the user turned to then.
     *
     * @param event the event
     * @param products the best first
     * @param categories the likeliest first
     * @param next the product that the user turned to next; null while there is none
     * @param rank its rank in {@code products}, from 1; 0 when it is not among them
     */
    public record Step(
            WindowEvent event,
            List<Recommendation> products,
            List<CategoryShare> categories,
            @Nullable String next,
            int rank) {}

    /** The bundle that the lists are made from. */
    public ItemsBundle items() {
        return items;
    }

    /** One for a single thread. */
    public Recommender recommender() {
        return new Recommender(items, boughtFilter);
    }

    /**
     * What to show a user next.
     *
     * @param stored the user's state, as the engine wrote it
     * @throws IllegalStateException when the state cannot be decoded
     */
    public NextForUser of(StoredState stored, RecommendationRequest request) {
        UserState state = UserState.decode(stored, settings);
        UserItems user = UserItems.of(state);
        Recommender recommender = recommender();
        return new NextForUser(
                state.size() == 0 ? 0 : state.history().lastSeen(),
                user.isCold(),
                recommender.recommend(user, request),
                recommender.categories(user));
    }

    /** What to show somebody of whom nothing is known. */
    public NextForUser ofNobody(RecommendationRequest request) {
        Recommender recommender = recommender();
        return new NextForUser(0, true, recommender.recommend(List.of(), request), recommender.popularCategories());
    }

    /**
     * What would have been recommended after each event of the window. Lists are those of the events in time order, so they
     * differ from what was served at the time where an event was late.
     *
     * @param stored the user's state, as the engine wrote it
     * @throws IllegalStateException when the state cannot be decoded
     */
    public Hindsight hindsight(StoredState stored, RecommendationRequest request) {
        UserState state = UserState.decode(stored, settings);
        Recommender recommender = recommender();
        List<Step> steps = new ArrayList<>(state.size());
        state.visitHistory((history, index) -> {
            UserItems user = UserItems.of(state, index, history);
            List<Recommendation> products = recommender.recommend(user, request);
            String next = next(state, index);
            steps.add(new Step(
                    state.event(index),
                    products,
                    recommender.categories(user),
                    next,
                    next == null ? 0 : rank(products, next)));
        });
        return new Hindsight(state.history().events(), steps);
    }

    /** The first product of the later events that is not one of those just seen: going on with those is no new choice. */
    private static @Nullable String next(UserState state, int index) {
        Set<String> seen = new TreeSet<>();
        for (int i = index; i >= 0 && seen.isEmpty(); i--) {
            addItems(state.event(i), seen);
        }
        for (int i = index + 1; i < state.size(); i++) {
            WindowEvent event = state.event(i);
            for (int part = 0; part < event.itemCount(); part++) {
                String itemId = event.item(part).itemId();
                if (itemId != null && !seen.contains(itemId)) {
                    return itemId;
                }
            }
        }
        return null;
    }

    private static void addItems(WindowEvent event, Set<String> itemIds) {
        for (int part = 0; part < event.itemCount(); part++) {
            String itemId = event.item(part).itemId();
            if (itemId != null) {
                itemIds.add(itemId);
            }
        }
    }

    private static int rank(List<Recommendation> products, String itemId) {
        for (int i = 0; i < products.size(); i++) {
            if (products.get(i).itemId().equals(itemId)) {
                return i + 1;
            }
        }
        return 0;
    }
}
