package io.intentstream.offline.input.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.offline.input.EventSource;
import io.intentstream.offline.input.InputException;
import io.intentstream.schema.ClickEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DisturbedSourceTest {

    @Test
    void shouldPassEventsUnchangedWithoutDisturbance() {
        // Given
        EventSource disturbed = new DisturbedSource(simulator(), 0, 0, 1);

        // When
        List<String> ids = ids(disturbed);

        // Then
        assertThat(ids).isEqualTo(ids(simulator()));
    }

    @Test
    void shouldDeliverEveryEventAndSomeOfThemTwice() {
        // Given
        EventSource disturbed = new DisturbedSource(simulator(), 0.1, 0, 1);

        // When
        List<String> ids = ids(disturbed);

        // Then
        assertThat(ids).hasSizeBetween(5_400, 5_600);
        assertThat(ids.stream().distinct()).containsExactlyElementsOf(ids(simulator()));
    }

    @Test
    void shouldDeliverEveryEventAndSomeOfThemLate() {
        // Given
        EventSource disturbed = new DisturbedSource(simulator(), 0, 0.1, 1);

        // When
        List<String> ids = ids(disturbed);

        // Then
        assertThat(ids).containsExactlyInAnyOrderElementsOf(ids(simulator())).isNotEqualTo(ids(simulator()));
    }

    @Test
    void shouldRefuseShareOutsideZeroToOne() {
        // Given
        double share = 1.5;

        // When // Then
        assertThatThrownBy(() -> new DisturbedSource(simulator(), share, 0, 1))
                .isInstanceOf(InputException.class)
                .hasMessage("The share of duplicate events is 1.5: it must be from 0 to 1");
    }

    private static EventSource simulator() {
        return new ShopperSimulator(SimulatorSettings.of(100, 5)).limit(5_000);
    }

    private static List<String> ids(EventSource source) {
        List<String> ids = new ArrayList<>();
        ClickEvent event;
        while ((event = source.next()) != null) {
            ids.add(event.getEventId());
        }
        return ids;
    }
}
