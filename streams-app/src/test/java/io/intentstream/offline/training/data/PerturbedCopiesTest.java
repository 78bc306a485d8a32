package io.intentstream.offline.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.session.SessionGap;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PerturbedCopiesTest {
    private static final long GAP = 1_800_000;
    private static final int EVENTS = 2_000;

    private final List<UserEvents> users = List.of(user());

    @Test
    void shouldChangeOnlyTimesAndSomePages() {
        // When
        List<WindowEvent> copy = copy(1);

        // Then
        List<WindowEvent> recorded = users.get(0).events();
        long changedPages = 0;
        for (int i = 0; i < EVENTS; i++) {
            changedPages += copy.get(i).pageType().equals(recorded.get(i).pageType()) ? 0 : 1;
            assertThat(copy.get(i).moved(0, "")).isEqualTo(recorded.get(i).moved(0, ""));
        }
        // 6 % are drawn again, half of them as the same page
        assertThat(changedPages).isBetween(30L, 100L);
        assertThat(copy).extracting(WindowEvent::time).isSorted().isNotEqualTo(times(recorded));
    }

    @Test
    void shouldKeepSessionBoundaries() {
        // When
        List<WindowEvent> copy = copy(2);

        // Then: steps beyond the gap are unchanged, and those within it stay within it
        List<WindowEvent> recorded = users.get(0).events();
        for (int i = 1; i < EVENTS; i++) {
            long step = recorded.get(i).time() - recorded.get(i - 1).time();
            long changed = copy.get(i).time() - copy.get(i - 1).time();
            if (step > GAP) {
                assertThat(changed).isEqualTo(step);
            } else {
                assertThat(changed).isBetween(0L, GAP);
            }
        }
    }

    @Test
    void shouldBeReproducibleForSameSeed() {
        assertThat(copy(3)).isEqualTo(copy(3)).isNotEqualTo(copy(4));
    }

    private List<WindowEvent> copy(long seed) {
        return PerturbedCopies.of(users, new SessionGap(GAP), new Random(seed))
                .apply(users)
                .get(0)
                .events();
    }

    private static List<Long> times(List<WindowEvent> events) {
        return events.stream().map(WindowEvent::time).toList();
    }

    private static UserEvents user() {
        Random random = new Random(9);
        List<WindowEvent> events = new ArrayList<>();
        long time = 0;
        for (int i = 0; i < EVENTS; i++) {
            time += i % 20 == 0 ? 2 * GAP : random.nextLong(GAP + 1);
            String page = i % 2 == 0 ? "list" : "product";
            events.add(new WindowEvent(
                    i,
                    time,
                    EventType.PAGE_VIEW,
                    null,
                    null,
                    null,
                    -1,
                    null,
                    1,
                    -1,
                    page,
                    null,
                    Map.of("age", "7"),
                    null));
        }
        return new UserEvents("u", events);
    }
}
