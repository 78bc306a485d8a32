package io.intentstream.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.recommendation.EmitRule;
import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.core.recommendation.RecommendationPlan;
import io.intentstream.core.recommendation.TestItems;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A user's lists depend on the user's events and their order alone: not on batches, and not on what is in memory. */
class RecommendationProperties {
    private static final EventType[] TYPES = {
        EventType.VIEW_ITEM,
        EventType.VIEW_ITEM,
        EventType.VIEW_ITEM,
        EventType.SEARCH,
        EventType.ADD_TO_CART,
        EventType.REMOVE_FROM_CART,
        EventType.ADD_TO_WISHLIST,
        EventType.PURCHASE
    };
    /** How late an event may be, in seconds. */
    private static final int LATEST = 4_000;

    private static final ItemsBundle ITEMS = TestItems.bundle(60, 7);

    private final JavaLstm model = JavaLstm.ofPages(7);

    @Property(tries = 60)
    void shouldWriteTheSameBytesInAnyBatches(@ForAll Random random) {
        // Given
        List<ClickEvent> events = events(random);
        RecommendationPlan plan = plan(random);
        boolean profiles = random.nextBoolean();

        // When
        Map<String, List<UserChange>> oneByOne = lists(events, plan, profiles, () -> 1, false);
        Map<String, List<UserChange>> inOneBatch = lists(events, plan, profiles, () -> 256, false);
        Map<String, List<UserChange>> reloaded = lists(events, plan, profiles, () -> 1, true);
        Map<String, List<UserChange>> mixed =
                lists(events, plan, profiles, () -> 1 + random.nextInt(20), random.nextBoolean());

        // Then
        assertThat(oneByOne).isNotEmpty();
        assertThat(inOneBatch).isEqualTo(oneByOne);
        assertThat(reloaded).isEqualTo(oneByOne);
        assertThat(mixed).isEqualTo(oneByOne);
    }

    private interface BatchSize {
        int next();
    }

    private Map<String, List<UserChange>> lists(
            List<ClickEvent> events, RecommendationPlan plan, boolean profiles, BatchSize size, boolean restarts) {
        EngineOutputs outputs = new EngineOutputs(profiles, AudienceSet.NONE, true, Optional.of(plan));
        Map<String, List<UserChange>> found = new LinkedHashMap<>();
        try (Users users = new Users(settings(), model, outputs)) {
            int from = 0;
            while (from < events.size()) {
                int to = Math.min(events.size(), from + size.next());
                note(users.apply(events.subList(from, to)), found);
                if (restarts) {
                    users.restart();
                    letTimePass(users, events.get(to - 1));
                }
                from = to;
            }
        }
        return found;
    }

    /** For users who are silent, up to a moment that is before all later events. */
    private static void letTimePass(Users users, ClickEvent latest) {
        long until = latest.getEventTime().minusSeconds(LATEST).toEpochMilli();
        users.advance(until, users.stored().userIds().toArray(String[]::new));
    }

    private static void note(List<Outcome> outcomes, Map<String, List<UserChange>> byUser) {
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Scored scored) {
                scored.changes().stream()
                        .filter(UserChange.Recommended.class::isInstance)
                        .forEach(list -> byUser.computeIfAbsent(outcome.event().getUserId(), user -> new ArrayList<>())
                                .add(list));
            }
        }
    }

    /** A short window, so that products are remembered beyond it. */
    private static EngineSettings settings() {
        EngineSettings defaults = EngineSettings.defaults();
        return new EngineSettings(
                        defaults.sessionGap(),
                        32,
                        Duration.ofHours(1),
                        defaults.affinityHalfLife(),
                        Duration.ofDays(3),
                        false)
                .rememberingItems();
    }

    private static RecommendationPlan plan(Random random) {
        EmitRule[] rules = EmitRule.values();
        return new RecommendationPlan(
                ITEMS,
                rules[random.nextInt(rules.length)],
                1 + random.nextInt(30),
                Duration.ofHours(random.nextInt(100)));
    }

    /** Events with pauses from seconds to days, some late, some twice, some without a product. */
    private static List<ClickEvent> events(Random random) {
        List<ClickEvent> events = new ArrayList<>();
        int users = 1 + random.nextInt(4);
        int count = 5 + random.nextInt(250);
        long second = 0;
        for (int i = 0; i < count; i++) {
            second += random.nextInt(20) == 0 ? random.nextInt(90_000) : random.nextInt(120);
            long at = random.nextInt(15) == 0 ? Math.max(0, second - random.nextInt(LATEST)) : second;
            ClickEvent event =
                    Users.event("user-" + random.nextInt(users), "event-" + i, TYPES[random.nextInt(TYPES.length)], at);
            event.setItemId(random.nextInt(10) == 0 ? null : "item-" + random.nextInt(80));
            event.setCategoryId(random.nextInt(10) == 0 ? null : "category-" + random.nextInt(9));
            event.setPriceMinor(random.nextBoolean() ? (Long) (100L + random.nextInt(5_000)) : null);
            event.setCurrency("EUR");
            events.add(event);
            if (random.nextInt(25) == 0) {
                events.add(event);
            }
        }
        return events;
    }
}
