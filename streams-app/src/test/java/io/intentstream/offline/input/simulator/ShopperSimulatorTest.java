package io.intentstream.offline.input.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.input.EventSource;
import io.intentstream.offline.input.InputException;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

class ShopperSimulatorTest {

    /** Changes only with the simulator's behaviour, not with the platform or the Java version. */
    private static final String FIRST_EVENTS_SHA256 =
            "1c6d1dd50e28e6bde34c2adead58d940c39eee12dfe4115ea576e9fdf71f7464";

    @Test
    void shouldGenerateSameBytesOnEveryPlatform() throws IOException, GeneralSecurityException {
        // Given
        EventSource simulator = new ShopperSimulator(SimulatorSettings.of(500, 7)).limit(20_000);

        // When
        byte[] bytes = encoded(all(simulator));

        // Then
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        assertThat(HexFormat.of().formatHex(digest)).isEqualTo(FIRST_EVENTS_SHA256);
    }

    @Test
    void shouldGenerateDifferentEventsForAnotherSeed() {
        // Given
        EventSource simulator = new ShopperSimulator(SimulatorSettings.of(500, 7)).limit(100);
        EventSource other = new ShopperSimulator(SimulatorSettings.of(500, 8)).limit(100);

        // When
        List<Integer> hashes = all(simulator).stream().map(ClickEvent::hashCode).toList();

        // Then
        assertThat(hashes)
                .isNotEqualTo(all(other).stream().map(ClickEvent::hashCode).toList());
    }

    @Test
    void shouldGenerateOrderedEventsWithUniqueIdsAndOneSessionPerUserAtATime() {
        // Given
        EventSource simulator = new ShopperSimulator(SimulatorSettings.of(200, 1)).limit(20_000);

        // When
        List<ClickEvent> events = all(simulator);

        // Then
        assertThat(events).isSortedAccordingTo((a, b) -> a.getEventTime().compareTo(b.getEventTime()));
        assertThat(events).extracting(ClickEvent::getEventId).doesNotHaveDuplicates();
        assertThat(sessionsThatResumed(events)).isZero();
    }

    @Test
    void shouldGenerateRealisticEventRates() {
        // Given
        EventSource simulator = new ShopperSimulator(SimulatorSettings.of(2_000, 42)).limit(100_000);

        // When
        List<ClickEvent> events = all(simulator);

        // Then
        Map<String, Set<EventType>> sessions = new HashMap<>();
        Map<String, Integer> byUser = new HashMap<>();
        for (ClickEvent event : events) {
            sessions.computeIfAbsent(event.getSessionId(), id -> new HashSet<>())
                    .add(event.getEventType());
            byUser.merge(event.getUserId(), 1, Integer::sum);
        }
        assertThat(share(events, EventType.PURCHASE)).isBetween(0.005, 0.03);
        assertThat(share(events, EventType.VIEW_ITEM)).isGreaterThan(0.4);
        assertThat(sessions.values().stream().filter(types -> types.contains(EventType.PURCHASE)))
                .hasSizeBetween(sessions.size() / 30, sessions.size() / 8)
                .filteredOn(types -> types.contains(EventType.ADD_TO_CART) || types.contains(EventType.VIEW_CART))
                .hasSizeGreaterThan(sessions.size() / 30);
        assertThat(byUser).hasSizeGreaterThan(1_700);
        assertThat(byUser.values().stream().mapToInt(n -> n).max().orElseThrow())
                .isGreaterThan(200);
    }

    @Test
    void shouldShowIntentInRepeatedViews() {
        // Given
        EventSource simulator = new ShopperSimulator(SimulatorSettings.of(2_000, 42)).limit(100_000);

        // When
        List<ClickEvent> events = all(simulator);

        // Then
        Map<String, Integer> views = new HashMap<>();
        int[] additions = new int[2];
        int[] viewed = new int[2];
        for (ClickEvent event : events) {
            String product = event.getSessionId() + event.getItemId();
            if (event.getEventType() == EventType.VIEW_ITEM) {
                viewed[views.merge(product, 1, Integer::sum) > 1 ? 1 : 0]++;
            } else if (event.getEventType() == EventType.ADD_TO_CART) {
                additions[views.getOrDefault(product, 1) > 1 ? 1 : 0]++;
            }
        }
        assertThat(additions[1] / (double) viewed[1]).isGreaterThan(1.2 * additions[0] / viewed[0]);
    }

    @Test
    void shouldSellBasketsOfOneToFiveProductsAsOneOrderEach() {
        // Given
        EventSource simulator = new ShopperSimulator(SimulatorSettings.of(2_000, 42)).limit(100_000);

        // When
        List<ClickEvent> orders = all(simulator).stream()
                .filter(event -> event.getEventType() == EventType.PURCHASE)
                .toList();

        // Then
        assertThat(orders)
                .extracting(ClickEvent::getOrderId)
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        assertThat(orders).allSatisfy(order -> {
            assertThat(order.getItems()).hasSizeLessThanOrEqualTo(5);
            assertThat(order.getItems().isEmpty()).isEqualTo(order.getItemId() != null);
            assertThat(order.getValueMinor())
                    .isEqualTo(WindowEvent.of(unvalued(order), List.of()).valueMinor());
        });
        assertThat(orders).filteredOn(order -> order.getItems().size() > 1).hasSizeGreaterThan(orders.size() / 10);
    }

    /** The same order, its value to be summed up. */
    private static ClickEvent unvalued(ClickEvent order) {
        ClickEvent copy = ClickEvent.newBuilder(order).build();
        copy.setValueMinor(null);
        return copy;
    }

    @Test
    void shouldSimulateAMillionUsersInLittleMemory() {
        // Given
        EventSource simulator = new ShopperSimulator(SimulatorSettings.of(1_000_000, 3)).limit(100_000);

        // When
        long users =
                all(simulator).stream().map(ClickEvent::getUserId).distinct().count();

        // Then
        assertThat(users).isGreaterThan(5_000);
    }

    @Test
    void shouldLeadShoppersToComplements() {
        // Given
        SimulatorSettings plain = SimulatorSettings.of(500, 7);
        SimulatorSettings planted = new SimulatorSettings(
                plain.users(), plain.seed(), plain.start(), plain.sessionsPerDay(), SimulatorSettings.MOST_COMPLEMENTS);

        // When
        List<Set<String>> without = categoriesOfSessions(all(new ShopperSimulator(plain).limit(40_000)));
        List<Set<String>> with = categoriesOfSessions(all(new ShopperSimulator(planted).limit(40_000)));

        // Then
        assertThat(plain.complementPairs()).isEmpty();
        assertThat(planted.complementPairs())
                .hasSize(SimulatorSettings.MOST_COMPLEMENTS)
                .doesNotHaveDuplicates();
        for (Complement pair : planted.complementPairs()) {
            assertThat(confidence(with, pair)).as(pair.toString()).isGreaterThan(0.3);
            assertThat(confidence(without, pair)).as(pair.toString()).isLessThan(0.2);
        }
    }

    @Test
    void shouldRefuseMoreComplementsThanThereAre() {
        // Given
        int tooMany = SimulatorSettings.MOST_COMPLEMENTS + 1;

        // When
        Throwable refusal =
                catchThrowable(() -> new SimulatorSettings(10, 1, SimulatorSettings.DEFAULT_START, 1.2, tooMany));

        // Then
        assertThat(refusal)
                .isInstanceOf(InputException.class)
                .hasMessage("The simulator can't have 11 pairs of complements: allowed are 0 to 10");
    }

    private static List<Set<String>> categoriesOfSessions(List<ClickEvent> events) {
        Map<String, Set<String>> categories = new HashMap<>();
        for (ClickEvent event : events) {
            if (event.getEventType() == EventType.VIEW_ITEM) {
                categories
                        .computeIfAbsent(event.getSessionId(), session -> new HashSet<>())
                        .add(event.getCategoryId());
            }
        }
        return List.copyOf(categories.values());
    }

    /** Share of the sessions with the category that have the complement, too. */
    private static double confidence(List<Set<String>> sessions, Complement pair) {
        List<Set<String>> antecedent = sessions.stream()
                .filter(categories -> categories.contains(pair.category()))
                .toList();
        return antecedent.stream()
                        .filter(categories -> categories.contains(pair.complement()))
                        .count()
                / (double) antecedent.size();
    }

    private static double share(List<ClickEvent> events, EventType type) {
        return events.stream().filter(event -> event.getEventType() == type).count() / (double) events.size();
    }

    private static int sessionsThatResumed(List<ClickEvent> events) {
        Map<String, String> current = new HashMap<>();
        Set<String> ended = new HashSet<>();
        int resumed = 0;
        for (ClickEvent event : events) {
            String before = current.put(event.getUserId(), event.getSessionId());
            if (before != null && !before.equals(event.getSessionId())) {
                ended.add(before);
            }
            resumed += ended.contains(event.getSessionId()) ? 1 : 0;
        }
        return resumed;
    }

    private static byte[] encoded(List<ClickEvent> events) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        SpecificDatumWriter<ClickEvent> writer = new SpecificDatumWriter<>(ClickEvent.class);
        for (ClickEvent event : events) {
            writer.write(event, encoder);
        }
        return bytes.toByteArray();
    }

    private static List<ClickEvent> all(EventSource source) {
        List<ClickEvent> events = new ArrayList<>();
        ClickEvent event;
        while ((event = source.next()) != null) {
            events.add(event);
        }
        return events;
    }
}
