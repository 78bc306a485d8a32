package io.intentstream.offline.replay;

import io.intentstream.core.event.EventValidator;
import io.intentstream.offline.input.EventRun;
import io.intentstream.offline.input.EventSource;
import io.intentstream.schema.ClickEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A recording's valid events by user, in files of a temporary folder, so that they can be read several times and in parallel.
 * Memory depends on the largest of the files, the shards, not on the number of events.
 */
public final class RecordedShards {
    private static final int EVENTS_EACH = 50_000;
    private static final int MOST = 1024;

    private final ReplayCheckpoint work;
    private final EventShards shards;

    private RecordedShards(ReplayCheckpoint work, EventShards shards) {
        this.work = work;
        this.shards = shards;
    }

    /**
     * Reads a recording to its end.
     *
     * @param folder an empty folder for the shards
     * @param fewest fewest shards, so that as many threads have something to do
     * @param maxFuture how far in the future an event's time may be
     * @param now epoch milliseconds
     * @param stopped ends the reading when it returns true
     * @return empty when it was stopped
     * @throws ReplayException when the folder cannot be used
     */
    public static Optional<RecordedShards> read(
            RecordingPlan plan,
            Path folder,
            int fewest,
            Duration maxFuture,
            long now,
            ReplayProgress progress,
            BooleanSupplier stopped)
            throws InterruptedException {
        int number = (int) Math.min(MOST, Math.max(fewest, 1 + plan.estimatedRecords() / EVENTS_EACH));
        ReplayCheckpoint work = ReplayCheckpoint.begin(
                folder,
                new ReplayCheckpoint.Job(
                        plan.identity(), "by event time", "none", "none", "shards", "nothing", number));
        try (Recording recording = plan.open()) {
            return EventShards.read(recording, work, new EventValidator(maxFuture), now, progress, stopped)
                    .map(read -> new RecordedShards(work, read));
        } finally {
            work.close();
        }
    }

    /** What was read. */
    public IngestReport report() {
        return shards.report();
    }

    /** Number of shards. */
    public int size() {
        return shards.events().size();
    }

    /**
     * Shows a shard's users, each once with all events in time order; events of the same time are in the order of the recording.
     */
    public void play(int shard, Consumer<List<ClickEvent>> visitor) {
        Map<String, List<ClickEvent>> byUser = new LinkedHashMap<>();
        try (EventSource source =
                new EventRun(work.shard(shard), shards.events().get(shard)).open()) {
            ClickEvent event;
            while ((event = source.next()) != null) {
                byUser.computeIfAbsent(event.getUserId(), user -> new ArrayList<>())
                        .add(event);
            }
        }
        for (List<ClickEvent> events : byUser.values()) {
            events.sort(Comparator.comparing(ClickEvent::getEventTime));
            visitor.accept(events);
        }
    }
}
