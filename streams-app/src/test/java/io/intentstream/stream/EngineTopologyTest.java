package io.intentstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import io.intentstream.stream.store.PendingDeletes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineTopologyTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void shouldEmitProfileAndIntentPerEventInInputOrder() {
        try (DrivenTopology topology = DrivenTopology.start(folder, Map.of())) {
            // Given
            List<ConsumerRecord<byte[], byte[]>> records = List.of(
                    topology.keyedByUser(ClickEvents.view("ann", "a1", START)),
                    topology.keyedByUser(ClickEvents.view("bob", "b1", START.plusSeconds(1))),
                    topology.keyedByUser(ClickEvents.event("ann", "a2", EventType.ADD_TO_CART, START.plusSeconds(2))));

            // When
            topology.pipeAsBatch(records);

            // Then
            assertThat(topology.intents())
                    .extracting(PurchaseIntent::getUserId, PurchaseIntent::getEventId, PurchaseIntent::getUpdateNumber)
                    .containsExactly(tuple("ann", "a1", 1L), tuple("bob", "b1", 1L), tuple("ann", "a2", 2L));
            assertThat(topology.profiles())
                    .extracting(UserProfile::getUserId, UserProfile::getUpdateNumber)
                    .containsExactly(tuple("ann", 1L), tuple("bob", 1L), tuple("ann", 2L));
            assertThat(topology.deadLetters()).isEmpty();
            assertThat(topology.counters().scored()).isEqualTo(3);
            assertThat(topology.counters().newUsers()).isEqualTo(2);
            assertThat(topology.counters().batches()).isEqualTo(1);
        }
    }

    @Test
    void shouldKeyResultsByUserWithEventTimeAndProductionTimeHeader() {
        try (DrivenTopology topology = DrivenTopology.start(folder, Map.of())) {
            // Given
            ConsumerRecord<byte[], byte[]> record = topology.keyedByUser(ClickEvents.view("ann", "a1", START));

            // When
            topology.pipeRaw(record);

            // Then
            TestRecord<byte[], byte[]> intent = topology.intentRecords().get(0);
            assertThat(intent.key()).isEqualTo("ann".getBytes(UTF_8));
            assertThat(intent.getRecordTime()).isEqualTo(START);
            assertThat(intent.headers().lastHeader("intentstream.processed-at").value())
                    .isEqualTo(Long.toString(DrivenTopology.NOW.toEpochMilli()).getBytes(UTF_8));
            TestRecord<byte[], byte[]> profile = topology.profileRecords().get(0);
            assertThat(profile.key()).isEqualTo("ann".getBytes(UTF_8));
            assertThat(profile.getRecordTime()).isEqualTo(START);
        }
    }

    @Test
    void shouldEmitNothingForADuplicateAndCountIt() {
        try (DrivenTopology topology = DrivenTopology.start(folder, Map.of())) {
            // Given
            ClickEvent event = ClickEvents.view("ann", "a1", START);
            topology.pipeRaw(topology.keyedByUser(event));
            Map<String, String> before = topology.states();

            // When
            topology.pipeAsBatch(List.of(topology.keyedByUser(event), topology.keyedByUser(event)));

            // Then
            assertThat(topology.intents()).hasSize(1);
            assertThat(topology.profiles()).hasSize(1);
            assertThat(topology.states()).isEqualTo(before);
            assertThat(topology.counters().duplicates()).isEqualTo(2);
        }
    }

    @Test
    void shouldStoreNothingOfEventWithoutConsent() {
        try (DrivenTopology topology = DrivenTopology.start(folder, Map.of())) {
            // Given
            ClickEvent event = ClickEvents.view("ann", "a1", START);
            event.setConsent(false);

            // When
            topology.pipeRaw(topology.keyedByUser(event));

            // Then
            assertThat(topology.intents()).isEmpty();
            assertThat(topology.states()).isEmpty();
            assertThat(topology.counters().withheld()).isEqualTo(1);
        }
    }

    @Test
    void shouldProduceSameStatesAndResultsWithAndWithoutBatching(@TempDir Path otherFolder) {
        try (DrivenTopology batched = DrivenTopology.start(folder, Map.of());
                DrivenTopology raw = DrivenTopology.start(otherFolder, Map.of())) {
            // Given
            List<ClickEvent> events = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                events.add(ClickEvents.view("user-" + i % 7 * (i % 3), "e" + i, START.plusSeconds(i * 13L % 400)));
            }

            // When
            batched.pipeAsBatch(events.stream().map(batched::keyedByUser).toList());
            events.stream().map(raw::keyedByUser).forEach(raw::pipeRaw);

            // Then
            assertThat(batched.counters().batches()).isEqualTo(2);
            assertThat(raw.counters().batches()).isEqualTo(300);
            assertThat(batched.states()).isEqualTo(raw.states()).isNotEmpty();
            assertThat(batched.intents()).isEqualTo(raw.intents()).hasSize(300);
            assertThat(batched.profiles()).isEqualTo(raw.profiles()).hasSize(300);
        }
    }

    /** A dropped part must be deleted: immediately, or after the commit that {@link PendingDeletes} waits for. */
    @ParameterizedTest
    @ValueSource(strings = {"exactly_once_v2", "at_least_once"})
    void shouldKeepNoPartsThatNoHeadRefersTo(String guarantee) {
        try (DrivenTopology topology = DrivenTopology.start(folder, Map.of("processing.guarantee", guarantee))) {
            // Given
            pipeSession(topology, START, 200);
            int duringLongSession = topology.storedValues();

            // When
            pipeSession(topology, START.plus(Duration.ofDays(1)), 20);

            // Then
            assertThat(duringLongSession).isGreaterThan(8);
            // Head, base, checkpoint and a segment.
            assertThat(topology.storedValues()).isLessThanOrEqualTo(4);
        }
    }

    private static void pipeSession(DrivenTopology topology, Instant start, int views) {
        for (int i = 0; i < views; i++) {
            Instant time = start.plusSeconds(10L * i);
            topology.pipeAsBatch(List.of(topology.keyedByUser(ClickEvents.view("ann", time.toString(), time))));
        }
    }

    @Test
    void shouldLeaveNoTraceOfBatchThatFails() {
        try (DrivenTopology topology = DrivenTopology.start(folder, Map.of(), decoder -> (topic, headers, value) -> {
            if (value.length == 1) {
                throw new IllegalStateException("a defect of the decoder");
            }
            return decoder.decode(topic, headers, value);
        })) {
            // Given
            List<ConsumerRecord<byte[], byte[]>> records = List.of(
                    topology.keyedByUser(ClickEvents.view("ann", "a1", START)),
                    DrivenTopology.record(null, new byte[1], START.toEpochMilli(), new RecordHeaders()),
                    topology.keyedByUser(ClickEvents.view("bob", "b1", START)));

            // When / Then
            assertThatThrownBy(() -> topology.pipeAsBatch(records))
                    .isInstanceOf(StreamsException.class)
                    .hasStackTraceContaining("a defect of the decoder");
            assertThat(topology.states()).isEmpty();
            assertThat(topology.intents()).isEmpty();
            assertThat(topology.profiles()).isEmpty();
            assertThat(topology.deadLetters()).isEmpty();
        }
    }

    @Test
    void shouldDeleteUsersIdleForTimeToLiveAndGrace() {
        try (DrivenTopology topology = DrivenTopology.start(folder, Map.of("user.ttl", "P2D"))) {
            // Given
            topology.pipeRaw(topology.keyedByUser(ClickEvents.view("idle", "i1", START)));
            topology.pipeRaw(topology.keyedByUser(ClickEvents.view("lively", "l1", START)));
            topology.pipeRaw(topology.keyedByUser(ClickEvents.view("lively", "l2", START.plus(Duration.ofDays(9)))));
            topology.profileRecords();
            Instant later = START.plus(Duration.ofDays(11));

            // When
            topology.pipeRaw(topology.keyedByUser(ClickEvents.view("lively", "l3", later)));
            topology.pipeRaw(topology.keyedByUser(ClickEvents.view("other", "o1", later)));
            topology.pipeRaw(topology.keyedByUser(ClickEvents.view("other", "o2", later.plus(Duration.ofMinutes(11)))));

            // Then
            assertThat(topology.states()).containsOnlyKeys("lively", "other");
            assertThat(topology.usersInMemory()).isEqualTo(2);
            assertThat(topology.profileRecords())
                    .filteredOn(record -> record.value() == null)
                    .extracting(record -> new String(record.key(), UTF_8))
                    .containsExactly("idle");
            assertThat(topology.counters().expiredUsers()).isEqualTo(1);
        }
    }

    @Test
    void shouldDeleteManyIdleUsersOverSeveralBatchesAndSeconds() {
        try (DrivenTopology topology = DrivenTopology.start(folder, Map.of("user.ttl", "P2D"))) {
            // Given
            for (int user = 0; user < 2_150; user++) {
                topology.pipeRaw(topology.keyedByUser(ClickEvents.view("idle-" + user, "i" + user, START)));
            }
            topology.pipeRaw(topology.keyedByUser(ClickEvents.view("lively", "l1", START.plus(Duration.ofDays(9)))));
            Instant later = START.plus(Duration.ofDays(11));

            // When: the second user's event advances the event-time watermark, and stream time with it
            topology.pipeRaw(topology.keyedByUser(ClickEvents.view("lively", "l2", later)));
            topology.pipeRaw(topology.keyedByUser(ClickEvents.view("other", "o1", later)));
            topology.pipeRaw(topology.keyedByUser(ClickEvents.view("other", "o2", later)));
            long afterBatches = topology.counters().expiredUsers();
            topology.advanceWallClock(Duration.ofSeconds(1));

            // Then
            assertThat(afterBatches).isEqualTo(200);
            assertThat(topology.states()).containsOnlyKeys("lively", "other");
            assertThat(topology.counters().expiredUsers()).isEqualTo(2_150);
        }
    }

    @Test
    void shouldNotExpireUsersBecauseOfOneWrongClock() {
        try (DrivenTopology topology = DrivenTopology.start(folder, Map.of("user.ttl", "P2D"))) {
            // Given
            topology.pipeRaw(topology.keyedByUser(ClickEvents.view("ann", "a1", START)));
            Instant wrong = START.plus(Duration.ofDays(15));

            // When
            topology.pipeRaw(topology.keyedByUser(ClickEvents.view("bob", "b1", wrong)));
            topology.pipeRaw(topology.keyedByUser(ClickEvents.view("bob", "b2", wrong.plus(Duration.ofHours(1)))));
            topology.pipeRaw(topology.keyedByUser(ClickEvents.view("ann", "a2", START.plusSeconds(60))));

            // Then
            assertThat(topology.states()).containsOnlyKeys("ann", "bob");
            assertThat(topology.intents())
                    .last()
                    .extracting(PurchaseIntent::getUserId, PurchaseIntent::getUpdateNumber)
                    .containsExactly("ann", 2L);
        }
    }

    @Test
    void shouldNotExpireUsersWhenHistoricalEventsCarrySendTimestamps() {
        try (DrivenTopology topology = DrivenTopology.start(folder, Map.of("user.ttl", "P2D"))) {
            // Given
            for (int i = 0; i < 5; i++) {
                ConsumerRecord<byte[], byte[]> record = topology.keyedByUser(ClickEvents.view(
                        "user-" + i, "e" + i, START.minus(Duration.ofDays(3000)).plusSeconds(i)));
                long sent = DrivenTopology.NOW.minus(Duration.ofHours(5 - i)).toEpochMilli();

                // When
                topology.pipeRaw(DrivenTopology.record(record.key(), record.value(), sent, record.headers()));
            }

            // Then
            assertThat(topology.states()).hasSize(5);
            assertThat(topology.counters().expiredUsers()).isZero();
        }
    }
}
