package io.intentstream.stream.processing;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.audience.AudienceSet;
import io.intentstream.stream.ClickEvents;
import io.intentstream.stream.SilenceAudiences;
import io.intentstream.stream.store.AudienceCount;
import io.intentstream.stream.store.AudienceStore.AppliedDefinitions;
import io.intentstream.stream.telemetry.AudienceCounts.BackfillProgress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a task remembers of time when it ends and begins again. */
class RestartedTaskTest {
    private static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");
    private static final Instant START = NOW.minus(Duration.ofHours(10));
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final AudienceSet FORMER = SilenceAudiences.activeAndQuiet();
    private static final AudienceSet LATER = SilenceAudiences.of(
            SilenceAudiences.active("active", Duration.ofHours(1)),
            SilenceAudiences.quiet("away", Duration.ofHours(2)));

    @TempDir
    private Path folder;

    @Test
    void shouldGoOnWithTheClockFromBefore() {
        // Given a task that ended before the grace was over
        DrivenTask task = new DrivenTask(folder, NOW);
        task.start(FORMER);
        view(task, "ann", START);
        view(task, "bob", START.plus(Duration.ofMinutes(63)));
        view(task, "cleo", START.plus(Duration.ofMinutes(63)));
        assertThat(task.sent(Sink.AUDIENCE_EVENTS)).hasSize(3);

        // When one more user comes, and another
        task.start(FORMER);
        view(task, "dan", START.plus(Duration.ofMinutes(67)));
        List<String> afterOne = task.sent(Sink.AUDIENCE_EVENTS);
        view(task, "eve", START.plus(Duration.ofMinutes(67)));

        // Then
        assertThat(afterOne).hasSize(1);
        assertThat(task.sent(Sink.AUDIENCE_EVENTS))
                .filteredOn(event -> event.contains("ann"))
                .hasSize(2);
        assertThat(task.remembered().clock().time())
                .isEqualTo(START.plus(Duration.ofMinutes(67)).toEpochMilli());
    }

    @Test
    void shouldTickAfterRestartWhenItWasLiveBefore() {
        // Given
        DrivenTask task = new DrivenTask(folder, NOW);
        task.start(FORMER);
        view(task, "ann", NOW.minusSeconds(1));

        // When
        task.start(FORMER);
        task.advanceWallClock(Duration.ofDays(1));

        // Then
        assertThat(task.sent(Sink.TICKS)).hasSize(1).first().asString().contains("tick-3-");
        assertThat(ByteBuffer.wrap(task.keys(Sink.TICKS).get(0)).getInt()).isEqualTo(3);
    }

    @Test
    void shouldKeepSizesOverRestart() {
        // Given
        DrivenTask task = new DrivenTask(folder, NOW);
        task.start(FORMER);
        for (int user = 0; user < 5; user++) {
            view(task, "user-" + user, START.plusSeconds(user));
        }

        // When
        task.start(FORMER);
        view(task, "user-9", START.plusSeconds(9));
        task.advanceWallClock(SECOND);

        // Then
        assertThat(task.counts().size("active")).isEqualTo(6);
        assertThat(task.counts().audiences())
                .filteredOn(audience -> audience.audience().equals("active"))
                .allMatch(audience -> audience.entered() == 6 && audience.exited() == 0);
        assertThat(task.sent(Sink.AUDIENCE_EVENTS)).hasSize(1);
    }

    @Test
    void shouldApplyNewDefinitionsToSilentUsersAndGoOnAfterKill() {
        // Given 300 users, half of whom are quiet
        DrivenTask task = new DrivenTask(folder, NOW);
        task.start(FORMER);
        for (int user = 0; user < 300; user++) {
            view(task, "user-" + user, START.plus(Duration.ofMinutes(user < 150 ? 0 : 150)));
        }
        task.advanceWallClock(SECOND);
        assertThat(task.counts().size("quiet")).isEqualTo(150);

        // When the file changes, and the task ends twice before the backfill does
        task.start(LATER);
        view(task, "user-299", START.plus(Duration.ofMinutes(151)));
        view(task, "user-298", START.plus(Duration.ofMinutes(151)));
        List<String> first = task.sent(Sink.AUDIENCE_EVENTS);
        AppliedDefinitions underWay = task.remembered().definitions().orElseThrow();
        task.start(LATER);
        view(task, "user-297", START.plus(Duration.ofMinutes(152)));
        List<String> second = task.sent(Sink.AUDIENCE_EVENTS);
        task.start(LATER);
        task.advanceWallClock(SECOND);
        task.advanceWallClock(SECOND);
        List<String> third = task.sent(Sink.AUDIENCE_EVENTS);

        // Then every quiet user left once and entered once
        assertThat(underWay.done()).isFalse();
        assertThat(underWay.walked()).isEqualTo(100);
        assertThat(first).isNotEmpty();
        assertThat(second).isNotEmpty();
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        all.addAll(third);
        assertThat(all)
                .filteredOn(event -> event.contains("\"quiet\""))
                .hasSize(150)
                .doesNotHaveDuplicates();
        assertThat(all)
                .filteredOn(event -> event.contains("\"away\""))
                .hasSize(150)
                .doesNotHaveDuplicates();
        assertThat(all).hasSize(300).allMatch(event -> event.contains("DEFINITION"));
        assertThat(progress(task).running()).isFalse();
        assertThat(task.counts().size("away")).isEqualTo(150);
        assertThat(task.remembered().counts())
                .extracting(AudienceCount::audience)
                .containsExactlyInAnyOrder("active", "away");
        assertThat(task.remembered().definitions().orElseThrow().cursor()).isEmpty();
    }

    @Test
    void shouldNotWalkAgainWhenNothingChanged() {
        // Given
        DrivenTask task = new DrivenTask(folder, NOW);
        task.start(FORMER);
        view(task, "ann", START);
        view(task, "bob", START.plusSeconds(1));

        // When
        task.start(FORMER);
        task.advanceWallClock(SECOND);

        // Then
        assertThat(progress(task)).isEqualTo(BackfillProgress.NONE);
        assertThat(task.sent(Sink.AUDIENCE_EVENTS)).isEmpty();
    }

    private static BackfillProgress progress(DrivenTask task) {
        task.advanceWallClock(Duration.ZERO);
        return task.counts().backfill();
    }

    private static void view(DrivenTask task, String user, Instant time) {
        task.process(ClickEvents.view(user, user + time, time));
    }
}
