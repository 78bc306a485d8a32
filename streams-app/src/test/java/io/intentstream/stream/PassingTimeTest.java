package io.intentstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.intentstream.core.audience.Audience;
import io.intentstream.schema.AudienceCause;
import io.intentstream.schema.AudienceEvent;
import io.intentstream.schema.AudienceEventKind;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.RequestKind;
import io.intentstream.schema.SessionOutcome;
import io.intentstream.stream.processing.TickWriter;
import io.intentstream.stream.telemetry.AudienceCounts.AudienceSize;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to users who send no events, in a task that goes on running. */
class PassingTimeTest {
    private static final Instant START = DrivenTopology.NOW.minus(Duration.ofHours(10));
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Map<String, String> OUTCOMES = Map.of("session.outcomes.topic", "session-outcomes");

    @TempDir
    private Path folder;

    @Test
    void shouldChangeAudiencesOfSilentUserByTheTimeOfOthers() {
        try (DrivenTopology topology = DrivenTopology.start(folder, Map.of(), SilenceAudiences.activeAndQuiet())) {
            // Given
            view(topology, "ann", START);

            // When
            view(topology, "bob", START.plus(HOUR).plus(Duration.ofMinutes(7)));
            view(topology, "cleo", START.plus(HOUR).plus(Duration.ofMinutes(8)));

            // Then
            List<TestRecord<byte[], byte[]>> records = topology.audienceEventRecords();
            assertThat(records)
                    .extracting(record -> new String(record.key(), UTF_8), TestRecord::getRecordTime)
                    .containsExactly(
                            tuple("ann", START),
                            tuple("bob", START.plus(HOUR).plus(Duration.ofMinutes(7))),
                            tuple("cleo", START.plus(HOUR).plus(Duration.ofMinutes(8))),
                            tuple("ann", START.plus(HOUR)),
                            tuple("ann", START.plus(HOUR)));
            assertThat(records).allMatch(record -> record.headers().lastHeader("intentstream.processed-at") != null);
            assertThat(topology.usersInMemory()).isEqualTo(3);
        }
    }

    @Test
    void shouldWaitForTheGrace() {
        try (DrivenTopology topology =
                DrivenTopology.start(folder, Map.of("audience.grace", "PT30M"), SilenceAudiences.activeAndQuiet())) {
            // Given
            view(topology, "ann", START);

            // When
            view(topology, "bob", START.plus(HOUR).plus(Duration.ofMinutes(29)));
            view(topology, "cleo", START.plus(HOUR).plus(Duration.ofMinutes(30)));

            // Then
            assertThat(topology.audienceEvents())
                    .extracting(AudienceEvent::getKind)
                    .containsOnly(AudienceEventKind.ENTERED);
        }
    }

    @Test
    void shouldNotFollowTheWrongClockOfOneUser() {
        try (DrivenTopology topology = DrivenTopology.start(folder, Map.of(), SilenceAudiences.activeAndQuiet())) {
            // Given
            view(topology, "ann", START);

            // When
            view(topology, "bob", START.plus(Duration.ofHours(9)));
            view(topology, "ann", START.plusSeconds(1));

            // Then
            assertThat(topology.audienceEvents())
                    .extracting(AudienceEvent::getUserId, AudienceEvent::getAudience)
                    .containsExactly(tuple("ann", "active"), tuple("bob", "active"));
        }
    }

    @Test
    void shouldTellTimeByTicksInQuietPartition() {
        try (DrivenTopology topology = DrivenTopology.start(folder, OUTCOMES, SilenceAudiences.activeAndQuiet())) {
            // Given
            Instant seen = DrivenTopology.NOW.minusSeconds(1);
            view(topology, "ann", seen);
            topology.audienceEvents();

            // When
            topology.advanceWallClock(Duration.ofMinutes(66));
            topology.advanceWallClock(Duration.ofSeconds(30));
            topology.advanceWallClock(Duration.ofMinutes(1));

            // Then
            assertThat(topology.audienceEvents())
                    .extracting(
                            AudienceEvent::getAudience,
                            AudienceEvent::getKind,
                            AudienceEvent::getCause,
                            AudienceEvent::getEventTime)
                    .containsExactly(
                            tuple("active", AudienceEventKind.EXITED, AudienceCause.TIME, seen.plus(HOUR)),
                            tuple("quiet", AudienceEventKind.ENTERED, AudienceCause.TIME, seen.plus(HOUR)));
            assertThat(topology.sessionOutcomes())
                    .extracting(SessionOutcome::getUserId, SessionOutcome::getEndedAt)
                    .containsExactly(tuple("ann", seen));
            assertThat(topology.ticks())
                    .hasSize(2)
                    .allMatch(record -> new String(record.key(), UTF_8).equals(TickWriter.USER));
            assertThat(topology.receipts()).isEmpty();
            assertThat(topology.deadLetters()).isEmpty();
            assertThat(topology.changes().ticks()).isEqualTo(2);
            assertThat(topology.counters().requests()).isZero();
        }
    }

    @Test
    void shouldNotTickWhenTurnedOff() {
        try (DrivenTopology topology =
                DrivenTopology.start(folder, Map.of("audience.tick", "none"), SilenceAudiences.activeAndQuiet())) {
            // Given
            view(topology, "ann", DrivenTopology.NOW.minusSeconds(1));

            // When
            topology.advanceWallClock(Duration.ofDays(1));

            // Then
            assertThat(topology.ticks()).isEmpty();
            assertThat(topology.audienceEvents()).hasSize(1);
        }
    }

    @Test
    void shouldNotSweepReplayOfThePastByTodaysClock() {
        try (DrivenTopology topology = DrivenTopology.start(folder, OUTCOMES, SilenceAudiences.activeAndQuiet())) {
            // Given
            Instant past = START.minus(Duration.ofDays(3_000));
            view(topology, "ann", past);
            view(topology, "bob", past.plusSeconds(1));

            // When
            topology.advanceWallClock(Duration.ofDays(1));
            topology.advanceWallClock(Duration.ofDays(1));

            // Then
            assertThat(topology.ticks()).isEmpty();
            assertThat(topology.sessionOutcomes()).isEmpty();
            assertThat(topology.audienceEvents()).hasSize(2);
        }
    }

    @Test
    void shouldTreatTickOfAnotherUserAsRequestWithoutEffect() {
        try (DrivenTopology topology = DrivenTopology.start(folder, Map.of(), SilenceAudiences.activeAndQuiet())) {
            // Given
            view(topology, "ann", START);

            // When
            topology.ask("r1", "ann", RequestKind.TICK);

            // Then
            assertThat(topology.receipts()).hasSize(1);
            assertThat(topology.changes().ticks()).isZero();
            assertThat(topology.audienceEvents()).hasSize(1);
        }
    }

    @Test
    void shouldLeaveAllAudiencesBeforeTheErasure() {
        try (DrivenTopology topology = DrivenTopology.start(folder, Map.of(), SilenceAudiences.activeAndQuiet())) {
            // Given
            view(topology, "ann", START);
            view(topology, "bob", START.plusSeconds(1));
            topology.audienceEvents();

            // When
            topology.ask("r1", "ann", RequestKind.ERASE);
            topology.ask("r2", "ann", RequestKind.ERASE);
            topology.advanceWallClock(Duration.ofSeconds(1));

            // Then
            assertThat(topology.audienceEvents())
                    .extracting(
                            AudienceEvent::getUserId,
                            AudienceEvent::getAudience,
                            AudienceEvent::getKind,
                            AudienceEvent::getCause)
                    .containsExactly(tuple("ann", "active", AudienceEventKind.EXITED, AudienceCause.ERASED));
            assertThat(topology.audienceCounts().size("active")).isEqualTo(1);
            assertThat(topology.allStoresAsText()).doesNotContain("ann");
        }
    }

    @Test
    void shouldExpireAndThenDeleteSilentUser() {
        try (DrivenTopology topology =
                DrivenTopology.start(folder, Map.of("user.ttl", "P2D"), SilenceAudiences.activeAndQuiet())) {
            // Given
            Instant start = START.minus(Duration.ofDays(30));
            view(topology, "ann", start);
            view(topology, "bob", start.plus(Duration.ofDays(3)));
            view(topology, "cleo", start.plus(Duration.ofDays(3)));
            List<AudienceEvent> expired = topology.audienceEvents().stream()
                    .filter(event -> event.getCause() == AudienceCause.EXPIRED)
                    .toList();
            topology.profileRecords();

            // When
            view(topology, "bob", start.plus(Duration.ofDays(10)));
            view(topology, "cleo", start.plus(Duration.ofDays(10)));
            topology.advanceWallClock(Duration.ofSeconds(1));

            // Then
            assertThat(expired)
                    .extracting(AudienceEvent::getUserId, AudienceEvent::getAudience, AudienceEvent::getEventTime)
                    .containsExactly(
                            tuple("ann", "quiet", start.plus(Duration.ofDays(2)).plusMillis(1)));
            assertThat(topology.profileRecords())
                    .filteredOn(record -> record.value() == null)
                    .extracting(record -> new String(record.key(), UTF_8))
                    .containsExactly("ann");
            assertThat(topology.allStoresAsText()).doesNotContain("ann");
            assertThat(topology.counters().expiredUsers()).isEqualTo(1);
            assertThat(topology.audienceCounts().size("quiet")).isZero();
        }
    }

    @Test
    void shouldCountExactlyTheMembers() {
        try (DrivenTopology topology = DrivenTopology.start(folder, OUTCOMES, SilenceAudiences.activeAndQuiet())) {
            // Given
            Random random = new Random(7);
            Instant time = START;

            // When
            for (int i = 0; i < 600; i++) {
                time = time.plusSeconds(random.nextInt(60));
                view(topology, "user-" + random.nextInt(400), time.minusSeconds(random.nextInt(4) * 300L));
                if (i % 50 == 49) {
                    topology.ask("r" + i, "user-" + random.nextInt(400), RequestKind.ERASE);
                }
            }
            topology.advanceWallClock(Duration.ofSeconds(1));

            // Then
            Map<Integer, Long> recounted = topology.recountedMembers();
            assertThat(topology.audienceCounts().audiences())
                    .extracting(AudienceSize::audience)
                    .containsExactly("active", "quiet");
            for (AudienceSize audience : topology.audienceCounts().audiences()) {
                assertThat(audience.size()).isPositive().isEqualTo(recounted.get(Audience.idOf(audience.audience())));
                assertThat(audience.entered() - audience.exited()).isEqualTo(audience.size());
            }
        }
    }

    @Test
    void shouldWriteTheSameWhetherTimePassesOftenOrSeldom(@TempDir Path other) {
        try (DrivenTopology often = DrivenTopology.start(folder, OUTCOMES, SilenceAudiences.activeAndQuiet());
                DrivenTopology seldom = DrivenTopology.start(other, OUTCOMES, SilenceAudiences.activeAndQuiet())) {
            // Given
            List<ClickEvent> events = new ArrayList<>();
            Random random = new Random(11);
            Instant time = START;
            for (int i = 0; i < 300; i++) {
                time = time.plusSeconds(random.nextInt(120));
                boolean late = random.nextInt(20) == 0;
                events.add(
                        ClickEvents.view("user-" + random.nextInt(20), "e" + i, late ? time.minusSeconds(120) : time));
            }

            // When
            events.forEach(event -> often.pipeRaw(often.keyedByUser(event)));
            seldom.pipeAsBatch(events.stream().map(seldom::keyedByUser).toList());
            for (DrivenTopology topology : List.of(often, seldom)) {
                view(topology, "user-0", time.plus(HOUR).plus(HOUR));
                view(topology, "user-1", time.plus(HOUR).plus(HOUR));
                topology.advanceWallClock(Duration.ofSeconds(1));
            }

            // Then
            assertThat(byUser(often.audienceEvents()))
                    .isEqualTo(byUser(seldom.audienceEvents()))
                    .hasSize(20);
            assertThat(often.sessionOutcomes()).containsExactlyInAnyOrderElementsOf(seldom.sessionOutcomes());
            assertThat(often.states()).isEqualTo(seldom.states());
            assertThat(often.intents()).containsExactlyInAnyOrderElementsOf(seldom.intents());
        }
    }

    private static Map<String, List<AudienceEvent>> byUser(List<AudienceEvent> events) {
        return events.stream().collect(Collectors.groupingBy(AudienceEvent::getUserId));
    }

    @Test
    void shouldHaveNoTopicsOfTimeWhenTurnedOff() {
        try (DrivenTopology topology = DrivenTopology.start(folder, Map.of())) {
            // Given
            view(topology, "ann", DrivenTopology.NOW.minusSeconds(1));

            // When
            topology.advanceWallClock(Duration.ofDays(1));

            // Then
            assertThat(topology.description()).doesNotContain("audience", "session-outcomes", "ticks");
            assertThat(topology.ticks()).isEmpty();
        }
    }

    private static void view(DrivenTopology topology, String user, Instant time) {
        topology.pipeRaw(topology.keyedByUser(ClickEvents.view(user, user + time, time)));
    }
}
