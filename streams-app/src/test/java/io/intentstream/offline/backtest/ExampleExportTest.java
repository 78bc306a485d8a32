package io.intentstream.offline.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.intentstream.core.engine.JavaLstm;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.feature.TrainingShares;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.offline.replay.BusyShop;
import io.intentstream.offline.replay.RecordedEvents;
import io.intentstream.offline.replay.Replay;
import io.intentstream.offline.replay.ReplayCheckpoint;
import io.intentstream.offline.replay.ReplaySettings;
import io.intentstream.offline.training.data.ExampleTable;
import io.intentstream.offline.training.data.ExportedExamples;
import io.intentstream.offline.training.data.ExportedExamples.ExamplesPart;
import io.intentstream.offline.training.data.SessionExample;
import io.intentstream.offline.training.data.UserSplit;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleExportTest {
    private static final Instant START = Instant.parse("2025-03-01T10:00:00Z");
    private static final ExamplePartition BY_USER = new ExamplePartition.ByUser(new UserSplit.ByHash(1));

    @TempDir
    private Path folder;

    private final JavaLstm model = new JavaLstm(5);

    @Test
    void shouldNotLeakLaterEventsIntoFeatures() throws Exception {
        // Given
        List<ClickEvent> views = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            views.add(event("view-" + i, EventType.VIEW_ITEM, 2 * i));
        }
        List<ClickEvent> leaking = new ArrayList<>(views);
        leaking.add(event("planted-purchase", EventType.PURCHASE, 12));
        leaking.add(event("planted-late-cart", EventType.ADD_TO_CART, 3));
        end(views);
        end(leaking);

        // When
        List<SessionExample> without = all(export("without", views, BY_USER, 1));
        List<SessionExample> with = all(export("with", leaking, BY_USER, 1));

        // Then
        SessionExample clean = without.get(0);
        SessionExample planted = with.get(0);
        assertThat(clean.events()).hasSize(6);
        assertThat(planted.events()).hasSize(8);
        for (int i = 0; i < 6; i++) {
            assertThat(values(planted.events().get(i)))
                    .isEqualTo(values(clean.events().get(i)));
        }
        assertThat(clean.labels()).containsOnly(0);
        assertThat(planted.labels()).containsExactly(1, 1, 1, 1, 1, 1, 0, 0);
    }

    @Test
    void shouldWeightKeptNegativesToRepresentAllNegatives() throws Exception {
        // Given
        List<ClickEvent> events = shop();

        // When
        ExportedExamples whole = export("whole", events, BY_USER, 1);
        ExportedExamples thinned = export("thinned", events, BY_USER, 0.3);

        // Then
        assertThat(thinned.sessions().validation())
                .hasSameSizeAs(whole.sessions().validation());
        assertThat(thinned.sessions().test()).hasSameSizeAs(whole.sessions().test());
        assertThat(positives(thinned.sessions().training()))
                .isEqualTo(positives(whole.sessions().training()));
        assertThat(thinned.sessions().training().size())
                .isLessThan(whole.sessions().training().size());
        double stoodFor = thinned.sessions().training().stream()
                .mapToDouble(SessionExample::weight)
                .sum();
        int sessions = whole.sessions().training().size();
        assertThat(stoodFor).isBetween(0.7 * sessions, 1.3 * sessions);
        TrainingShares shares = whole.about().trainingShares();
        TrainingShares thinnedShares = thinned.about().trainingShares();
        assertThat(shares.eventTypes()).contains("VIEW_ITEM", "PURCHASE");
        assertThat(shares.missing().get("log_interval")).isBetween(0.05, 0.95);
        assertThat(thinnedShares.missing().get("log_interval"))
                .isCloseTo(shares.missing().get("log_interval"), within(0.05));
    }

    @Test
    void shouldSplitByTimeWithoutSessionsAcrossBoundaries() throws Exception {
        // Given
        List<ClickEvent> events = shop();
        Instant first = events.get(0).getEventTime();
        Duration all = Duration.between(first, events.get(events.size() - 1).getEventTime());
        ExamplePartition partition = new ExamplePartition.ByTime(
                first.plus(all.multipliedBy(6).dividedBy(10)),
                first.plus(all.multipliedBy(8).dividedBy(10)),
                Duration.ZERO);

        // When
        ExportedExamples byTime = export("by-time", events, partition, 1);
        ExportedExamples byUser = export("by-user", events, BY_USER, 1);

        // Then
        assertThat(byTime.sessions().training()).isNotEmpty();
        assertThat(byTime.sessions().validation()).isNotEmpty();
        assertThat(byTime.sessions().test()).isNotEmpty();
        assertThat(all(byTime).size()).isLessThan(all(byUser).size());
    }

    private static List<ClickEvent> shop() {
        return BusyShop.events(6_000, 21);
    }

    private static ClickEvent event(String id, EventType type, int minute) {
        return ClickEvent.newBuilder()
                .setUserId("u")
                .setEventId(id)
                .setEventType(type)
                .setEventTime(START.plus(Duration.ofMinutes(minute)))
                .setItemId("item-1")
                .setCategoryId("shoes")
                .build();
    }

    /** Adds another user's event much later, so that the outcome of the session is known. */
    private static void end(List<ClickEvent> events) {
        ClickEvent last = event("end", EventType.VIEW_ITEM, 600);
        last.setUserId("somebody else");
        events.add(last);
    }

    private static List<SessionExample> all(ExportedExamples examples) {
        return Stream.of(
                        examples.sessions().training(),
                        examples.sessions().validation(),
                        examples.sessions().test())
                .flatMap(List::stream)
                .toList();
    }

    private static long positives(List<SessionExample> sessions) {
        return sessions.stream().filter(session -> session.labels()[0] == 1).count();
    }

    private static List<Float> values(FeatureVector vector) {
        List<Float> values = new ArrayList<>();
        for (float number : vector.numeric()) {
            values.add(number);
        }
        for (int index : vector.categorical()) {
            values.add((float) index);
        }
        return values;
    }

    private ExportedExamples export(String name, List<ClickEvent> events, ExamplePartition partition, double kept)
            throws IOException, InterruptedException {
        Path out = folder.resolve(name);
        for (ExamplesPart part : ExamplesPart.values()) {
            Files.createDirectories(out.resolve(part.id()));
        }
        Horizon horizon = new Horizon.InSession(Duration.ofMinutes(30));
        ExampleExport export =
                new ExampleExport(out, new ExampleTable(model.manifest().features()), partition, kept);
        Replay replay = new Replay(
                new ReplaySettings(EngineSettings.defaults(), Duration.ofHours(1), 2),
                model,
                (phase, part, done) -> {});
        RecordedEvents recording = new RecordedEvents(events, true);
        ReplayCheckpoint work = ReplayCheckpoint.begin(out, replay.job(recording, "examples"));
        replay.run(recording, work, new UserHistories(horizon, export), BusyShop.NOW)
                .orElseThrow();
        new ExportedExamples.About(
                        name,
                        "test",
                        model.manifest().features(),
                        "purchase",
                        1800,
                        partition.describe(),
                        kept,
                        export.trainingShares())
                .write(out);
        return ExportedExamples.read(out);
    }
}
