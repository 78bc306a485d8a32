package io.intentstream.offline.input.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.offline.input.EventSource;
import io.intentstream.schema.ClickEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LiveShoppersTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final double PER_SECOND = 5;

    @Test
    void shouldGiveEventsTheTimeAtWhichTheyAreTaken() {
        // Given
        LiveShoppers shoppers =
                new LiveShoppers(100, 42, PER_SECOND, Clock.fixed(NOON.plusNanos(1_999_999), ZoneOffset.UTC));

        // When
        ClickEvent event = shoppers.next();

        // Then
        assertThat(event.getEventTime()).isEqualTo(NOON.plusMillis(1));
    }

    @Test
    void shouldRepeatItselfForTheSameClock() {
        // Given
        List<ClickEvent> events = take(500, NOON);

        // When
        List<ClickEvent> again = take(500, NOON);

        // Then
        assertThat(again).isEqualTo(events);
    }

    @Test
    void shouldBeOtherSessionsOfTheSameShoppersAtAnotherStart() {
        // Given
        List<ClickEvent> events = take(500, NOON);

        // When
        List<ClickEvent> later = take(500, NOON.plusSeconds(1));

        // Then
        assertThat(later)
                .extracting(ClickEvent::getEventId)
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(
                        events.stream().map(ClickEvent::getEventId).toList());
        assertThat(later).extracting(ClickEvent::getUserId).allMatch(user -> user.startsWith("shopper-"));
    }

    @Test
    void shouldKeepANaturalPaceAtItsRate() {
        // Given
        int shoppers = LiveShoppers.shoppersFor(PER_SECOND);
        LiveShoppers live = new LiveShoppers(shoppers, 42, PER_SECOND, Clock.fixed(NOON, ZoneOffset.UTC));
        Map<String, Integer> lastAt = new HashMap<>();
        List<Double> gaps = new ArrayList<>();
        Set<String> users = new HashSet<>();

        // When
        for (int i = 0; i < 10_000; i++) {
            ClickEvent event = live.next();
            Integer before = lastAt.put(event.getSessionId(), i);
            users.add(event.getUserId());
            if (before != null) {
                gaps.add((i - before) / PER_SECOND);
            }
        }

        // Then
        gaps.sort(null);
        assertThat(gaps.get(gaps.size() / 2)).as("median seconds on a page").isBetween(3.0, 20.0);
        assertThat(users).hasSizeGreaterThan(300);
    }

    @Test
    void shouldEndAPastSimulationAtTheGivenTime() {
        // Given
        SimulatorSettings settings = SimulatorSettings.of(50, 7);
        List<ClickEvent> original = take(300, new ShopperSimulator(settings));

        // When
        List<ClickEvent> moved = take(300, new RecentShoppers(settings, 300, NOON));

        // Then
        Duration shift = Duration.between(original.get(299).getEventTime(), NOON);
        assertThat(moved.get(299).getEventTime()).isEqualTo(NOON);
        assertThat(moved).hasSameSizeAs(original).allSatisfy(event -> {
            ClickEvent same = original.get(moved.indexOf(event));
            assertThat(event.getEventId()).isEqualTo(same.getEventId());
            assertThat(event.getEventTime()).isEqualTo(same.getEventTime().plus(shift));
        });
    }

    private static List<ClickEvent> take(int events, Instant start) {
        return take(events, new LiveShoppers(100, 42, PER_SECOND, Clock.fixed(start, ZoneOffset.UTC)));
    }

    private static List<ClickEvent> take(int events, EventSource source) {
        List<ClickEvent> taken = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            taken.add(source.next());
        }
        return taken;
    }
}
