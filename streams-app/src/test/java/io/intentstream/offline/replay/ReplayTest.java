package io.intentstream.offline.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.audience.AudienceSetReader;
import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.core.engine.BatchResult;
import io.intentstream.core.engine.Engine;
import io.intentstream.core.engine.EngineOutputs;
import io.intentstream.core.engine.InputEvent;
import io.intentstream.core.engine.JavaLstm;
import io.intentstream.core.engine.MemoryStates;
import io.intentstream.core.engine.Outcome;
import io.intentstream.core.engine.UserChange;
import io.intentstream.core.engine.Users;
import io.intentstream.core.event.RejectReason;
import io.intentstream.core.recommendation.EmitRule;
import io.intentstream.core.recommendation.RecommendationPlan;
import io.intentstream.core.recommendation.TestItems;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.offline.replay.compare.DiffResult;
import io.intentstream.offline.replay.compare.Result;
import io.intentstream.offline.replay.compare.ResultComparison;
import io.intentstream.offline.replay.compare.ResultFiles;
import io.intentstream.offline.replay.compare.ResultSet;
import io.intentstream.schema.ClickEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {
    private static final ReplayProgress SILENT = (phase, part, events) -> {};
    private static final AudienceSet AUDIENCES = AudienceSetReader.read("rules.yaml", """
            audiences:
              - name: quiet
                when: since(lastSeen) >= duration("1h")
              - name: buyer
                when: count("PURCHASE", duration("24h")) > 0
            """);

    @TempDir
    private Path folder;

    private final JavaLstm model = new JavaLstm(3);

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldWriteSameBytesAsEngineEventByEvent(int threads) throws InterruptedException {
        // Given
        List<ClickEvent> events = BusyShop.events(5_000, 11);

        // When
        Replay.ReplaySummary summary = replay(new RecordedEvents(events, true), threads, folder.resolve("out"));

        // Then
        OneByOne expected = new OneByOne(events, model);
        assertThat(diff(expected.intents(), "intents"))
                .isEqualTo(new DiffResult(summary.counts().scored(), 0, 0, 0, 0, 0, 0, 0, 0, false, List.of()));
        assertThat(diff(expected.profiles(), "profiles").isSame()).isTrue();
        assertThat(summary.counts().scored()).isGreaterThan(4_000);
        assertThat(summary.counts().duplicates()).isPositive();
        assertThat(summary.counts().withheld()).isPositive();
        assertThat(summary.counts().late()).isPositive();
        assertThat(summary.counts().users()).isPositive();
    }

    @Test
    void shouldSortEventsByTimeWhenRecordingIsUnordered() throws InterruptedException {
        // Given
        List<ClickEvent> events = BusyShop.events(2_000, 12);

        // When
        replay(new RecordedEvents(events, false), 2, folder.resolve("out"));

        // Then
        List<ClickEvent> sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparing(ClickEvent::getEventTime));
        assertThat(diff(new OneByOne(sorted, model).intents(), "intents").isSame())
                .isTrue();
        assertThat(diff(new OneByOne(events, model).intents(), "intents").isSame())
                .isFalse();
    }

    @Test
    void shouldKeepOldEventsAndCountThoseWithoutUsableTime() throws InterruptedException {
        // Given
        List<ClickEvent> events = new ArrayList<>();
        for (String time : List.of("2003-05-01T00:00:00Z", "1969-12-31T23:59:59Z", "2025-07-01T00:00:00Z")) {
            events.add(BusyShop.event(events.size(), Instant.parse(time), new Random(1)));
        }

        // When
        Replay.ReplaySummary summary = replay(new RecordedEvents(events, true), 1, folder.resolve("out"));

        // Then
        assertThat(summary.counts().scored()).isOne();
        assertThat(summary.report().rejected())
                .containsExactly(
                        Map.entry(RejectReason.EVENT_TIME_TOO_OLD, 1L),
                        Map.entry(RejectReason.EVENT_TIME_IN_FUTURE, 1L));
        assertThat(summary.report().withoutUsableTime()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(ResultFormat.class)
    void shouldResumeWhereItWasStopped(ResultFormat format) throws InterruptedException, IOException {
        // Given
        List<ClickEvent> events = BusyShop.events(5_000, 13);
        RecordedEvents recording = new RecordedEvents(events, true);
        Path out = folder.resolve("out");
        Replay[] stopped = new Replay[1];
        stopped[0] = new Replay(settings(1), model, (phase, part, done) -> {
            if (phase == ReplayProgress.Phase.REPLAYING && part > 0.4) {
                stopped[0].stop();
            }
        });
        ReplayCheckpoint work = ReplayCheckpoint.begin(out, stopped[0].job(recording, "files"));
        Optional<Replay.ReplaySummary> first =
                stopped[0].run(recording, work, new FileResults(out, format, true), BusyShop.NOW);
        work.close();
        long partsOfFirst = parts(out);

        // When
        Replay second = new Replay(settings(2), model, SILENT);
        ReplayCheckpoint resumed = ReplayCheckpoint.resume(out, second.job(recording, "files"));
        Replay.ReplaySummary summary = second.run(recording, resumed, new FileResults(out, format, true), BusyShop.NOW)
                .orElseThrow();
        Path atOnce = folder.resolve("at-once");
        replay(recording, 1, atOnce, new FileResults(atOnce, format, true));

        // Then
        assertThat(first).isEmpty();
        assertThat(partsOfFirst).isPositive().isLessThan(parts(out));
        assertThat(summary.counts().events()).isEqualTo(events.size());
        assertThat(diff(new OneByOne(events, model).intents(), "intents"))
                .isEqualTo(new DiffResult(
                        summary.counts().scored(), 0, 0, 0, 0, 0, 0, 0, 0, format == ResultFormat.PARQUET, List.of()));
        assertThat(diff(new OneByOne(events, model).profiles(), "profiles").isSame())
                .isTrue();
        assertThat(ResultParts.checksums(out)).isEqualTo(ResultParts.checksums(atOnce));
    }

    @Test
    void shouldNotResumeWithAnotherModel() {
        // Given
        RecordedEvents recording = new RecordedEvents(BusyShop.events(10, 14), true);
        ReplayCheckpoint.begin(folder, new Replay(settings(1), model, SILENT).job(recording, "files"))
                .close();
        Replay other = new Replay(settings(1), new JavaLstm(4), SILENT);

        // When // Then
        assertThatThrownBy(() -> ReplayCheckpoint.resume(folder, other.job(recording, "files")))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("was another")
                .hasMessageContaining("the model (0000000000000003 before, 0000000000000004 now)")
                .hasMessageNotContaining("the output");
    }

    @Test
    void shouldRefuseFolderOfUnfinishedReplay() throws InterruptedException {
        // Given
        RecordedEvents recording = new RecordedEvents(BusyShop.events(10, 14), true);
        AtomicReference<Replay> stopped = new AtomicReference<>();
        stopped.set(new Replay(settings(1), model, (phase, part, events) -> {
            if (phase == ReplayProgress.Phase.REPLAYING) {
                stopped.get().stop();
            }
        }));
        ReplayCheckpoint.Job job = stopped.get().job(recording, "files");
        try (ReplayCheckpoint work = ReplayCheckpoint.begin(folder, job)) {
            stopped.get().run(recording, work, new FileResults(folder, ResultFormat.AVRO, true), BusyShop.NOW);
        }

        // When // Then
        assertThatThrownBy(() -> ReplayCheckpoint.begin(folder, job))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("--resume");
    }

    @Test
    void shouldStartAgainWhenEarlierReplayLeftNothingToResume() throws InterruptedException {
        // Given
        RecordedEvents recording = new RecordedEvents(BusyShop.events(100, 14), true);
        ReplayCheckpoint.Job job = new Replay(settings(2), model, SILENT).job(recording, "files");
        ReplayCheckpoint.begin(folder, job).close();

        // When
        Replay.ReplaySummary summary = replay(recording, 1, folder);

        // Then
        assertThat(summary.counts().events()).isEqualTo(100);
    }

    @Test
    void shouldIgnoreCheckpointsOfEarlierReplay() throws Exception {
        // Given
        RecordedEvents recording = new RecordedEvents(BusyShop.events(100, 14), true);
        Replay replay = new Replay(settings(1), model, SILENT);
        try (ReplayCheckpoint left = ReplayCheckpoint.begin(folder, replay.job(recording, "files"))) {
            left.markFinishing(0, ReplayCounts.NOTHING);
            left.markDone(0);
            Files.delete(left.folder().resolve("job.json"));
        }

        // When
        Replay.ReplaySummary summary = replay(recording, 1, folder);

        // Then
        assertThat(summary.counts().events()).isEqualTo(100);
    }

    @Test
    void shouldReplaceAbandonedReplay() {
        // Given
        RecordedEvents recording = new RecordedEvents(BusyShop.events(10, 14), true);
        Replay replay = new Replay(settings(1), model, SILENT);
        kill(replay.job(recording, "backtest"));

        // When // Then
        ReplayCheckpoint.beginAgain(folder, replay.job(recording, "backtest")).close();
        kill(replay.job(recording, "files"));
        assertThatThrownBy(() -> ReplayCheckpoint.beginAgain(folder, replay.job(recording, "backtest")))
                .hasMessageContaining("--resume");
    }

    /** Leaves what a job leaves that was killed after it had read everything. */
    private void kill(ReplayCheckpoint.Job job) {
        try (ReplayCheckpoint killed = ReplayCheckpoint.begin(folder, job)) {
            killed.markRead(new EventShards(
                    new IngestReport(0, Map.of(), Map.of(), 0, 0, List.of(), 0, 0, 0, 0, 0), List.of()));
        }
    }

    @Test
    void shouldNotDeriveEndOfRecordingFromWrongClock() throws InterruptedException {
        // Given
        List<ClickEvent> events = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            events.add(BusyShop.event(i, Instant.parse("2024-03-01T10:00:00Z").plusSeconds(i), new Random(i)));
        }
        events.add(BusyShop.event(200, Instant.parse("2024-04-01T10:00:00Z"), new Random(200)));

        // When
        IngestReport report = replay(new RecordedEvents(events, true), 1, folder.resolve("out"))
                .report();

        // Then
        assertThat(Instant.ofEpochMilli(report.end())).isEqualTo("2024-03-01T10:03:19Z");
        assertThat(report.beyondEnd()).isOne();
        assertThat(Instant.ofEpochMilli(report.latest())).isEqualTo("2024-04-01T10:00:00Z");
    }

    @Test
    void shouldRefuseFolderOfRunningReplay() {
        // Given
        RecordedEvents recording = new RecordedEvents(BusyShop.events(10, 14), true);
        ReplayCheckpoint.Job job = new Replay(settings(1), model, SILENT).job(recording, "files");

        // When
        try (ReplayCheckpoint running = ReplayCheckpoint.begin(folder, job)) {

            // Then
            assertThat(running.folder()).exists();
            assertThatThrownBy(() -> ReplayCheckpoint.begin(folder, job))
                    .hasMessageContaining("Another replay is writing");
            assertThatThrownBy(() -> ReplayCheckpoint.resume(folder, job))
                    .hasMessageContaining("Another replay is writing");
        }
    }

    @Test
    void shouldRefuseFolderWithResultsOfEarlierReplay() throws InterruptedException {
        // Given
        Path out = folder.resolve("out");
        replay(new RecordedEvents(BusyShop.events(10, 14), true), 1, out);

        // When // Then
        assertThatThrownBy(() -> FileResults.requireNone(out))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("holds results already")
                .hasMessageContaining("--out");
    }

    @Test
    void shouldWriteSameIntentsWithoutProfiles() throws InterruptedException {
        // Given
        List<ClickEvent> events = BusyShop.events(3_000, 15);
        Path out = folder.resolve("out");

        // When
        replay(new RecordedEvents(events, true), 2, out, new FileResults(out, ResultFormat.AVRO, false));

        // Then
        assertThat(diff(new OneByOne(events, model).intents(), "intents").isSame())
                .isTrue();
        assertThat(out.resolve("profiles")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(ResultFormat.class)
    void shouldWriteTheSameChangesWithAnyThreadsAndShards(ResultFormat format) throws InterruptedException {
        // Given
        RecordedEvents recording = new RecordedEvents(BusyShop.events(3_000, 17), true);
        FurtherOutputs time = new FurtherOutputs(AUDIENCES, true, Duration.ofMinutes(5));
        Path out = folder.resolve("out");
        Path other = folder.resolve("other");

        // When
        Replay.ReplaySummary summary = replay(recording, settings(1).writing(time), out, format);
        Replay.ReplaySummary again = replay(recording, settings(4).writing(time), other, format);

        // Then
        assertThat(again.counts()).isEqualTo(summary.counts());
        assertThat(summary.counts().entered()).isGreaterThan(summary.counts().exited());
        assertThat(summary.counts().exited()).isPositive();
        for (String kind : List.of("audience-events", "session-outcomes")) {
            DiffResult diff = diff(new ResultFiles(other.resolve(kind)), kind);
            assertThat(diff.isSame()).as(kind).isTrue();
            assertThat(diff.matches()).as(kind).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(ResultFormat.class)
    void shouldWriteTheSameRecommendationsAsTheEngineEventByEvent(ResultFormat format) throws InterruptedException {
        // Given
        List<ClickEvent> events = BusyShop.events(3_000, 18);
        FurtherOutputs further = recommending(plan(40));

        // When
        Replay.ReplaySummary summary =
                replay(new RecordedEvents(events, true), settings(3).writing(further), folder.resolve("out"), format);

        // Then
        List<Result> lists = oneByOne(events, plan(40));
        assertThat(diff(new InMemory(lists), "recommendations"))
                .isEqualTo(new DiffResult(
                        lists.size(), 0, 0, 0, 0, 0, 0, 0, 0, format == ResultFormat.PARQUET, List.of()));
        assertThat(summary.counts().lists()).isEqualTo(lists.size()).isGreaterThan(1_000);
    }

    /** The lists of an engine that gets each event in a batch of its own. */
    private List<Result> oneByOne(List<ClickEvent> events, RecommendationPlan plan) {
        List<Result> lists = new ArrayList<>();
        EngineOutputs outputs = new EngineOutputs(false, AudienceSet.NONE, false, Optional.of(plan));
        try (Users users = new Users(EngineSettings.defaults().rememberingItems(), model, outputs)) {
            for (UserChange change : Users.changes(users.oneByOne(events))) {
                lists.add(OneByOne.result(((UserChange.Recommended) change).record()));
            }
        }
        return lists;
    }

    @Test
    void shouldNotResumeWithOtherItems() {
        // Given
        RecordedEvents recording = new RecordedEvents(BusyShop.events(10, 14), true);
        Replay begun = new Replay(settings(1).writing(recommending(plan(40))), model, SILENT);
        ReplayCheckpoint.begin(folder, begun.job(recording, "files")).close();
        Replay other = new Replay(settings(1).writing(recommending(plan(41))), model, SILENT);

        // When // Then
        assertThatThrownBy(() -> ReplayCheckpoint.resume(folder, other.job(recording, "files")))
                .hasMessageContaining("what is written besides (recommendations often of 10 products")
                .hasMessageContaining("from items " + plan(41).items().fingerprintHex());
    }

    private static RecommendationPlan plan(int items) {
        return new RecommendationPlan(TestItems.bundle(items, 9), EmitRule.OFTEN, 10, Duration.ofDays(30));
    }

    private static FurtherOutputs recommending(RecommendationPlan plan) {
        return new FurtherOutputs(AudienceSet.NONE, false, Duration.ZERO, Optional.of(plan));
    }

    @Test
    void shouldLetTimePassForSilentUsersUpToTheEndLessTheGrace() throws InterruptedException {
        // Given: ann is silent for 90 minutes when two users have reached 10:00, bob for 50
        List<ClickEvent> events = List.of(
                event("ann", "2025-03-01T08:30:00Z"),
                event("bob", "2025-03-01T09:04:00Z"),
                event("cleo", "2025-03-01T10:00:00Z"),
                event("dan", "2025-03-01T10:00:00Z"),
                event("wrong-clock", "2025-03-09T10:00:00Z"));
        FurtherOutputs time = new FurtherOutputs(AUDIENCES, false, Duration.ofMinutes(5));

        // When
        Replay.ReplaySummary summary = replay(
                new RecordedEvents(events, true), settings(1).writing(time), folder.resolve("out"), ResultFormat.AVRO);

        // Then
        List<Result> quiet = new ArrayList<>();
        read(new ResultFiles(folder.resolve("out").resolve("audience-events")), result -> {
            if (result.name().startsWith("quiet ENTERED")) {
                quiet.add(result);
            }
        });
        assertThat(summary.report().watermark())
                .isEqualTo(Instant.parse("2025-03-01T10:00:00Z").toEpochMilli());
        assertThat(quiet)
                .extracting(Result::userId, Result::name)
                .containsExactly(Tuple.tuple("ann", "quiet ENTERED at 2025-03-01T09:30:00Z"));
    }

    private static ClickEvent event(String user, String time) {
        return ClickEvent.newBuilder(BusyShop.event(1, Instant.parse(time), new Random(1)))
                .setUserId(user)
                .setEventId(user + time)
                .build();
    }

    private static void read(ResultSet results, Consumer<Result> reader) {
        results.read(new ResultSet.ResultCursor() {
            @Override
            public void result(Result result) {
                reader.accept(result);
            }

            @Override
            public void tombstone(String userId) {}
        });
    }

    @Test
    void shouldNotResumeWithOtherAudiences() {
        // Given
        RecordedEvents recording = new RecordedEvents(BusyShop.events(10, 14), true);
        ReplayCheckpoint.begin(folder, new Replay(settings(1), model, SILENT).job(recording, "files"))
                .close();
        FurtherOutputs time = new FurtherOutputs(AUDIENCES, false, Duration.ofMinutes(5));
        Replay other = new Replay(settings(1).writing(time), model, SILENT);

        // When // Then
        assertThatThrownBy(() -> ReplayCheckpoint.resume(folder, other.job(recording, "files")))
                .hasMessageContaining("what is written besides (nothing before, audiences ")
                .hasMessageContaining("with a grace of PT5M now)");
    }

    private Replay.ReplaySummary replay(
            RecordedEvents recording, ReplaySettings settings, Path out, ResultFormat format)
            throws InterruptedException {
        Replay replay = new Replay(settings, model, SILENT);
        ReplayCheckpoint work = ReplayCheckpoint.begin(out, replay.job(recording, "files"));
        FileResults results = new FileResults(out, format, false, settings.further());
        return replay.run(recording, work, results, BusyShop.NOW).orElseThrow();
    }

    @Test
    void shouldNotReportMissingProfilesThatCompactionRemovedForExpiredUsers() throws InterruptedException {
        // Given
        List<ClickEvent> events = BusyShop.events(200, 16);
        replay(new RecordedEvents(events, true), 1, folder.resolve("out"));
        String expired = events.get(0).getUserId();
        List<Result> profiles = new ArrayList<>();
        new OneByOne(events, model).profiles().read(new ResultSet.ResultCursor() {
            @Override
            public void result(Result result) {
                profiles.add(result);
            }

            @Override
            public void tombstone(String userId) {}
        });
        profiles.removeIf(profile -> profile.userId().equals(expired));

        // When
        DiffResult withTombstone = diff(new CompactedTopic(profiles, List.of(expired)), "profiles");
        DiffResult without = diff(new CompactedTopic(profiles, List.of()), "profiles");

        // Then
        assertThat(withTombstone.isSame()).isTrue();
        assertThat(withTombstone.compacted()).isPositive();
        assertThat(without.isSame()).isFalse();
    }

    private record CompactedTopic(List<Result> results, List<String> expired) implements ResultSet {
        @Override
        public String describe() {
            return "a compacted topic";
        }

        @Override
        public long estimatedBytes() {
            return 0;
        }

        @Override
        public boolean isCompacted() {
            return true;
        }

        @Override
        public void read(ResultCursor reader) {
            results.forEach(reader::result);
            expired.forEach(reader::tombstone);
        }
    }

    private Replay.ReplaySummary replay(RecordedEvents recording, int threads, Path out) throws InterruptedException {
        return replay(recording, threads, out, new FileResults(out, ResultFormat.AVRO, true));
    }

    private Replay.ReplaySummary replay(RecordedEvents recording, int threads, Path out, FileResults results)
            throws InterruptedException {
        Replay replay = new Replay(settings(threads), model, SILENT);
        ReplayCheckpoint work = ReplayCheckpoint.begin(out, replay.job(recording, "files"));
        return replay.run(recording, work, results, BusyShop.NOW).orElseThrow();
    }

    private static ReplaySettings settings(int threads) {
        return new ReplaySettings(EngineSettings.defaults(), Duration.ofHours(1), threads);
    }

    private DiffResult diff(ResultSet expected, String kind) {
        return new ResultComparison(
                        expected, new ResultFiles(folder.resolve("out").resolve(kind)))
                .run();
    }

    private static long parts(Path out) {
        try (var files = Files.list(out.resolve("intents"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The engine's results when each event is its own batch and each state is encoded after it. */
    private static final class OneByOne {
        private final List<Result> intents = new ArrayList<>();
        private final List<Result> profiles = new ArrayList<>();

        OneByOne(List<ClickEvent> events, JavaLstm model) {
            MemoryStates states = new MemoryStates();
            try (Engine engine = new Engine(EngineSettings.defaults(), model)) {
                for (ClickEvent event : events) {
                    List<InputEvent> input = List.of(new InputEvent(event, 0, -1));
                    BatchResult result = engine.apply(input, engine.load(input, states));
                    states.apply(result);
                    if (result.outcomes().get(0) instanceof Outcome.Scored scored) {
                        intents.add(result(scored.intent().record()));
                        profiles.add(result(scored.profile()));
                    }
                }
            }
        }

        ResultSet intents() {
            return new InMemory(intents);
        }

        ResultSet profiles() {
            return new InMemory(profiles);
        }

        private static Result result(EncodedRecord<?> encoded) {
            ByteBuffer encoding = encoded.encoding();
            byte[] bytes = new byte[encoding.remaining()];
            encoding.get(bytes);
            try {
                return Result.of(encoded.schema(), bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private record InMemory(List<Result> results) implements ResultSet {
        @Override
        public String describe() {
            return "memory";
        }

        @Override
        public long estimatedBytes() {
            return 0;
        }

        @Override
        public boolean isCompacted() {
            return false;
        }

        @Override
        public void read(ResultCursor reader) {
            results.forEach(reader::result);
        }
    }
}
