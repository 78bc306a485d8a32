package io.intentstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.intentstream.core.event.RejectReason;
import io.intentstream.core.state.StateKey;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.RequestEffect;
import io.intentstream.schema.RequestKind;
import io.intentstream.schema.UserReceipt;
import io.intentstream.schema.UserRequest;
import io.intentstream.stream.processing.ResultHeader;
import io.intentstream.stream.telemetry.EngineCounters;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user's request does to the stores and the topics. */
class ErasureTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Map<String, String> IGNORE = Map.of("erasure.after", "ignore");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void shouldDeleteAllDataOfTheUserAndNothingOfOthers(String keyedByUser) {
        try (DrivenTopology topology = DrivenTopology.start(folder, Map.of("input.keyed.by.user", keyedByUser))) {
            // Given a user whose state has parts, one of which a killed engine has left
            for (int i = 0; i < 40; i++) {
                view(topology, "ann", "a" + i, START.plusSeconds(i));
            }
            topology.store(new StateKey.WindowSegment("ann", 77), "left of ann".getBytes(UTF_8));
            view(topology, "bob", "b1", START.plusSeconds(1));
            topology.profileRecords();

            // When
            topology.ask("r1", "ann", RequestKind.ERASE);

            // Then
            assertThat(topology.allStoresAsText()).contains("bob").doesNotContain("ann");
            assertThat(topology.usersInMemory()).isEqualTo(1);
            List<TestRecord<byte[], byte[]>> profiles = topology.profileRecords();
            assertThat(profiles).hasSize(1);
            assertThat(profiles.get(0).key()).isEqualTo("ann".getBytes(UTF_8));
            assertThat(profiles.get(0).value()).isNull();
            assertThat(topology.receipts())
                    .extracting(
                            UserReceipt::getRequestId,
                            UserReceipt::getUserId,
                            UserReceipt::getEffect,
                            UserReceipt::getIgnoring,
                            UserReceipt::getPartition)
                    .containsExactly(tuple("r1", "ann", RequestEffect.ERASED, false, 0));
            assertThat(topology.counters().erasedUsers()).isEqualTo(1);
            assertThat(topology.counters().requests()).isEqualTo(1);
        }
    }

    @Test
    void shouldRemoveOutdatedExpiryIndexEntry() {
        try (DrivenTopology topology = DrivenTopology.start(folder, Map.of("user.ttl", "P1D"))) {
            // Given a user whose state expired and started again, and who is still indexed under the earlier day
            view(topology, "ann", "a1", START);
            view(topology, "ann", "a2", START.plus(Duration.ofDays(5)));

            // When
            topology.ask("r1", "ann", RequestKind.ERASE);

            // Then
            assertThat(topology.allStoresAsText()).doesNotContain("ann");
        }
    }

    @Test
    void shouldStartWithEmptyStateAfterErasure() {
        try (DrivenTopology topology = DrivenTopology.start(folder, Map.of())) {
            // Given
            view(topology, "ann", "a1", START);
            view(topology, "ann", "a2", START.plusSeconds(1));
            topology.ask("r1", "ann", RequestKind.ERASE);

            // When an earlier event arrives again
            view(topology, "ann", "a1", START);

            // Then
            assertThat(topology.intents())
                    .extracting(PurchaseIntent::getEventId, PurchaseIntent::getUpdateNumber)
                    .containsExactly(tuple("a1", 1L), tuple("a2", 2L), tuple("a1", 1L));
            assertThat(topology.counters().duplicates()).isZero();
        }
    }

    @Test
    void shouldIgnoreLaterEventsUntilResumed() {
        try (DrivenTopology topology = DrivenTopology.start(folder, IGNORE)) {
            // Given
            view(topology, "ann", "a1", START);
            topology.ask("r1", "ann", RequestKind.ERASE);
            view(topology, "ann", "a2", START.plusSeconds(1));
            view(topology, "bob", "b1", START.plusSeconds(2));

            // When
            topology.ask("r2", "ann", RequestKind.RESUME);
            view(topology, "ann", "a3", START.plusSeconds(3));

            // Then
            assertThat(topology.intents())
                    .extracting(PurchaseIntent::getEventId, PurchaseIntent::getUpdateNumber)
                    .containsExactly(tuple("a1", 1L), tuple("b1", 1L), tuple("a3", 1L));
            assertThat(topology.receipts())
                    .extracting(UserReceipt::getEffect, UserReceipt::getIgnoring)
                    .containsExactly(tuple(RequestEffect.ERASED, true), tuple(RequestEffect.RESUMED, false));
            assertThat(topology.counters().withheld()).isEqualTo(1);
        }
    }

    @Test
    void shouldIgnoreAUserWhoWasNeverSeen() {
        try (DrivenTopology topology = DrivenTopology.start(folder, IGNORE)) {
            // Given
            topology.ask("r1", "ann", RequestKind.ERASE);

            // When
            view(topology, "ann", "a1", START);

            // Then
            assertThat(topology.intents()).isEmpty();
            assertThat(topology.receipts())
                    .extracting(UserReceipt::getEffect, UserReceipt::getIgnoring)
                    .containsExactly(tuple(RequestEffect.NONE, true));
        }
    }

    @Test
    void shouldReportNothingToEraseTheSecondTime() {
        try (DrivenTopology topology = DrivenTopology.start(folder, Map.of())) {
            // Given
            view(topology, "ann", "a1", START);
            topology.ask("r1", "ann", RequestKind.ERASE);

            // When
            topology.ask("r2", "ann", RequestKind.ERASE);

            // Then
            assertThat(topology.receipts())
                    .extracting(UserReceipt::getRequestId, UserReceipt::getEffect)
                    .containsExactly(tuple("r1", RequestEffect.ERASED), tuple("r2", RequestEffect.NONE));
            assertThat(topology.counters().erasedUsers()).isEqualTo(1);
        }
    }

    @Test
    void shouldDeleteProfileOfUnknownUserExceptForSweep() {
        try (DrivenTopology topology = DrivenTopology.start(folder, Map.of())) {
            // Given
            UserRequest sweep = DrivenTopology.request("r1", "ann", RequestKind.ERASE);
            sweep.setSweep(true);

            // When
            topology.ask(sweep);
            topology.ask("r2", "bob", RequestKind.ERASE);

            // Then
            assertThat(topology.profileRecords())
                    .extracting(record -> new String(record.key(), UTF_8))
                    .containsExactly("bob");
            assertThat(topology.receipts()).hasSize(2);
        }
    }

    @Test
    void shouldEraseUserWhoseIdNoEventMayHaveAnyMore() {
        try (DrivenTopology topology = DrivenTopology.start(folder, Map.of())) {
            // Given a state from before events with U+0000 were rejected
            topology.store(new StateKey.Head("an\0n"), "head of another".getBytes(UTF_8));
            topology.store(new StateKey.WindowSegment("an\0n", 1), "window of another".getBytes(UTF_8));
            topology.store(new StateKey.WindowSegment("ann", 1), "left of ann".getBytes(UTF_8));

            // When
            topology.ask("r1", "an\0n", RequestKind.ERASE);

            // Then
            assertThat(topology.allStoresAsText()).contains("left of ann").doesNotContain("of another");
            assertThat(topology.receipts())
                    .extracting(UserReceipt::getUserId, UserReceipt::getEffect)
                    .containsExactly(tuple("an\0n", RequestEffect.ERASED));
            assertThat(topology.profileRecords())
                    .extracting(record -> new String(record.key(), UTF_8), TestRecord::value)
                    .containsExactly(tuple("an\0n", null));
            assertThat(topology.deadLetters()).isEmpty();
        }
    }

    @Test
    void shouldDeadLetterInvalidRequestAndContinue() {
        try (DrivenTopology topology = DrivenTopology.start(folder, Map.of())) {
            // Given
            view(topology, "ann", "a1", START);
            ClickEvent event = ClickEvents.view("ann", "a2", START);
            byte[] ann = "ann".getBytes(UTF_8);

            // When
            topology.askRaw(ann, null);
            topology.askRaw(ann, new byte[] {7, 7, 7, 7, 7, 7});
            topology.askRaw(ann, topology.eventSerializer().serialize("clickstream", event));
            topology.ask(" ", "ann", RequestKind.ERASE);
            topology.ask("r5", " ", RequestKind.ERASE);
            topology.askForOther("r6", "ann", "bob");
            topology.ask("r7", "ann", RequestKind.OTHER);

            // Then
            assertThat(topology.deadLetters())
                    .extracting(record -> new String(
                            record.headers()
                                    .lastHeader(ResultHeader.REASON.key())
                                    .value(),
                            UTF_8))
                    .containsExactly(
                            "EMPTY_VALUE",
                            "UNKNOWN_MAGIC_BYTE",
                            "UNDECODABLE",
                            "MISSING_EVENT_ID",
                            "MISSING_USER_ID",
                            "KEY_MISMATCH");
            assertThat(topology.receipts())
                    .extracting(UserReceipt::getRequestId, UserReceipt::getEffect)
                    .containsExactly(tuple("r7", RequestEffect.NONE));
            assertThat(topology.states()).containsOnlyKeys("ann");
            assertThat(topology.counters().deadLetters(RejectReason.KEY_MISMATCH))
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldTakeNoRequestsWithoutAControlTopic() {
        try (DrivenTopology topology = DrivenTopology.start(folder, Map.of("control.topic", "none"))) {
            // When
            view(topology, "ann", "a1", START);

            // Then
            assertThat(topology.intents()).hasSize(1);
        }
    }

    @Test
    void shouldCountEveryRecordOnceWhateverItsOutcome() {
        try (DrivenTopology topology = DrivenTopology.start(folder, Map.of())) {
            // Given
            ClickEvent without = ClickEvents.view("ann", "a2", START.plusSeconds(1));
            without.setConsent(false);
            view(topology, "ann", "a1", START);
            Map<String, String> before = topology.states();

            // When
            topology.pipeRaw(topology.keyedByUser(without));
            view(topology, "ann", "a1", START);
            topology.pipeRaw(DrivenTopology.record(null, new byte[] {7}, START.toEpochMilli(), new RecordHeaders()));

            // Then
            assertThat(topology.states()).isEqualTo(before);
            assertThat(topology.intents()).hasSize(1);
            EngineCounters counters = topology.counters();
            assertThat(counters.withheld()).isEqualTo(1);
            assertThat(counters.records())
                    .isEqualTo(
                            counters.intents() + counters.duplicates() + counters.withheld() + counters.deadLetters())
                    .isEqualTo(4);
        }
    }

    private static void view(DrivenTopology topology, String user, String event, Instant time) {
        topology.pipeRaw(topology.keyedByUser(ClickEvents.view(user, event, time)));
    }
}
