package io.intentstream.offline.evaluation.items;

import static io.intentstream.offline.evaluation.items.ItemEvents.MINUTE;
import static io.intentstream.offline.evaluation.items.ItemEvents.event;
import static io.intentstream.offline.evaluation.items.ItemEvents.user;
import static io.intentstream.offline.evaluation.items.ItemEvents.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.intentstream.offline.training.data.UserEvents;
import io.intentstream.schema.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NextItemReplayTest {

    @Test
    void shouldShowEachProductOnceWithWhatWasKnownBefore() {
        // Given
        UserEvents user = user(
                "u",
                view(0, "a", "x"),
                view(1, "a", "x"),
                event(2, EventType.PAGE_VIEW, null, null),
                view(3, "b", "y"),
                event(4, EventType.PURCHASE, "a", "x"));

        // When
        List<NextItem> targets = targets(user, 0);

        // Then
        assertThat(targets)
                .extracting(
                        NextItem::index, NextItem::items, NextItem::newItems, NextItem::newCategory, NextItem::repeat)
                .containsExactly(
                        tuple(1, List.of("a"), false, false, true),
                        tuple(3, List.of("b"), true, true, false),
                        tuple(4, List.of("a"), false, false, false));
        assertThat(targets).extracting(NextItem::type).last().isEqualTo(EventType.PURCHASE);
    }

    @Test
    void shouldTakeThePastBeforeTheFirstTargetForKnown() {
        // Given
        UserEvents user = user("u", view(0, "a", "x"), view(1, "b", "x"), view(2, "a", "x"), view(3, "c", "x"));

        // When
        List<NextItem> targets = targets(user, 2 * MINUTE);

        // Then
        assertThat(targets)
                .extracting(NextItem::index, NextItem::newItems)
                .containsExactly(tuple(2, false), tuple(3, true));
    }

    @Test
    void shouldShowTheStateAsOfTheEventBefore() {
        // Given
        UserEvents user = user("u", view(0, "a", "x"), view(1, "b", "x"), view(2, "c", "x"));
        List<String> latest = new ArrayList<>();

        // When
        new NextItemReplay(Duration.ofMinutes(30), 0)
                .play(
                        user,
                        (state, next) ->
                                latest.add(state.event(state.size() - 1).itemId() + ">" + next.items()));

        // Then
        assertThat(latest).containsExactly("a>[b]", "b>[c]");
    }

    private static List<NextItem> targets(UserEvents user, long from) {
        List<NextItem> targets = new ArrayList<>();
        new NextItemReplay(Duration.ofMinutes(30), from).play(user, (state, next) -> targets.add(next));
        return targets;
    }
}
