package io.intentstream.offline.replay;

import io.intentstream.core.event.EventValidator;
import io.intentstream.core.event.Validation;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.input.EventRun;
import io.intentstream.schema.ClickEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * Events distributed by user over files, the shards. Each shard holds all events of its users in their order.
 *
 * @param report what was read
 * @param events number of events in each shard
 */
record EventShards(IngestReport report, List<Long> events) {
    /** Memory for all shards' buffers together. */
    private static final int BUFFERS = 16 << 20;

    private static final int LARGEST_BUFFER = 1 << 16;
    private static final int EVENTS_PER_NOTICE = 4096;
    private static final int EVENTS_PER_HANDOVER = 4096;

    /**
     * Reads a recording to its end.
     *
     * @param now in epoch milliseconds; events too far ahead of it are rejected
     * @param stopped ends the reading when it returns true
     * @return empty when the reading was stopped
     */
    static Optional<EventShards> read(
            Recording recording,
            ReplayCheckpoint work,
            EventValidator validator,
            long now,
            ReplayProgress progress,
            BooleanSupplier stopped)
            throws InterruptedException {
        IngestReport.Counter counter = new IngestReport.Counter();
        try (ShardFiles shards = new ShardFiles(work)) {
            Validation record;
            long records = 0;
            while ((record = recording.next()) != null) {
                Validation checked =
                        record instanceof Validation.Accepted event ? validator.validate(event.event(), now) : record;
                if (counter.count(checked)) {
                    shards.add(((Validation.Accepted) checked).event());
                }
                if (++records % EVENTS_PER_NOTICE == 0) {
                    if (stopped.getAsBoolean()) {
                        return Optional.empty();
                    }
                    progress.at(ReplayProgress.Phase.READING, recording.partRead(), records);
                }
            }
            progress.at(ReplayProgress.Phase.READING, 1, records);
            return Optional.of(new EventShards(counter.total(recording), shards.finish()));
        } catch (IOException e) {
            throw ReplayCheckpoint.unusable(work.folder(), e);
        }
    }

    /** The shard of a user; the same in every run and release. */
    static int shardOf(String userId, int shards) {
        return (int) Math.floorMod(WindowEvent.hash(userId), (long) shards);
    }

    /** The shards' files. A thread of their own writes them while the next events are read. */
    private static final class ShardFiles implements AutoCloseable {
        private final List<EventRun.RunWriter> writers = new ArrayList<>();
        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private List<ClickEvent> next = new ArrayList<>(EVENTS_PER_HANDOVER);
        private Future<?> writing = CompletableFuture.completedFuture(null);

        ShardFiles(ReplayCheckpoint work) throws IOException {
            int buffer = Math.min(LARGEST_BUFFER, BUFFERS / work.shardCount());
            for (int shard = 0; shard < work.shardCount(); shard++) {
                writers.add(EventRun.writer(work.shard(shard), buffer));
            }
        }

        void add(ClickEvent event) throws IOException, InterruptedException {
            next.add(event);
            if (next.size() == EVENTS_PER_HANDOVER) {
                handOver();
            }
        }

        private void handOver() throws IOException, InterruptedException {
            await();
            List<ClickEvent> events = next;
            writing = thread.submit(() -> write(events));
            next = new ArrayList<>(EVENTS_PER_HANDOVER);
        }

        private Void write(List<ClickEvent> events) throws IOException {
            for (ClickEvent event : events) {
                writers.get(shardOf(event.getUserId(), writers.size())).write(event);
            }
            return null;
        }

        private void await() throws IOException, InterruptedException {
            try {
                writing.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException cause) {
                    throw cause;
                }
                throw e.getCause() instanceof RuntimeException cause
                        ? cause
                        : new IllegalStateException("Shards cannot be written: " + e.getCause(), e.getCause());
            }
        }

        List<Long> finish() throws IOException, InterruptedException {
            handOver();
            await();
            List<Long> events = new ArrayList<>();
            for (EventRun.RunWriter writer : writers) {
                events.add(writer.finish().events());
            }
            return events;
        }

        @Override
        public void close() throws IOException {
            thread.shutdownNow();
            for (EventRun.RunWriter writer : writers) {
                writer.close();
            }
        }
    }
}
