package io.intentstream.offline.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.offline.input.simulator.ShopperSimulator;
import io.intentstream.offline.input.simulator.SimulatorSettings;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTimeSorterTest {

    @ParameterizedTest
    @CsvSource({"0,4", "1,4", "4,4", "5,4", "1000,1", "1000,3", "1000,7", "5000,2", "1000,999", "1000,1000", "1000,5000"
    })
    void shouldSortStablyForAnyMemoryLimit(int events, int runEvents, @TempDir Path directory) {
        // Given
        List<ClickEvent> shuffled = shuffled(events);

        // When
        List<ClickEvent> sorted;
        try (EventSource sorter = EventTimeSorter.sort(ReadEvents.from(shuffled), runEvents, directory, "--out")) {
            sorted = ReadEvents.all(sorter);
        }

        // Then
        List<ClickEvent> expected = new ArrayList<>(shuffled);
        expected.sort(Comparator.comparing(ClickEvent::getEventTime));
        assertThat(sorted).isEqualTo(expected);
    }

    @Test
    void shouldNotChangeSortedInput(@TempDir Path directory) {
        // Given
        List<ClickEvent> ordered =
                IntStream.range(0, 1_000).mapToObj(i -> event(i, i / 3)).toList();

        // When
        List<ClickEvent> sorted;
        try (EventSource sorter = EventTimeSorter.sort(ReadEvents.from(ordered), 10, directory, "--out")) {
            sorted = ReadEvents.all(sorter);
        }

        // Then
        assertThat(sorted).isEqualTo(ordered);
    }

    @Test
    void shouldReturnOrderedSourceItself() {
        // Given
        EventSource simulator = new ShopperSimulator(SimulatorSettings.of(10, 1));

        // When
        EventSource sorted = EventTimeSorter.sort(simulator);

        // Then
        assertThat(sorted).isSameAs(simulator);
    }

    @Test
    void shouldNameOptionForFolderWhenDefaultIsUnusable(@TempDir Path directory) {
        // Given
        Path missing = directory.resolve("missing");

        // When
        try (EventSource sorter = EventTimeSorter.sort(ReadEvents.from(shuffled(500)), 3, missing, "--out")) {

            // Then
            assertThatThrownBy(sorter::next)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(missing.toString())
                    .hasMessageEndingWith("or choose another directory with --out");
        }
    }

    @Test
    void shouldDeleteItsTemporaryFilesEvenWhenClosedEarly(@TempDir Path directory) {
        // Given
        EventSource sorter = EventTimeSorter.sort(ReadEvents.from(shuffled(500)), 3, directory, "--out");
        sorter.next();
        assertThat(directory).isNotEmptyDirectory();

        // When
        sorter.close();

        // Then
        assertThat(directory).isEmptyDirectory();
    }

    private static List<ClickEvent> shuffled(int events) {
        Random random = new Random(events);
        return IntStream.range(0, events)
                .mapToObj(i -> event(i, random.nextInt(100)))
                .toList();
    }

    private static ClickEvent event(int number, long second) {
        return ClickEvent.newBuilder()
                .setEventId("e" + number)
                .setUserId("u")
                .setEventTime(Instant.ofEpochSecond(second))
                .setEventType(EventType.VIEW_ITEM)
                .setAttributes(Map.of("number", "" + number))
                .build();
    }
}
