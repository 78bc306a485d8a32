package io.intentstream.offline.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.intentstream.core.engine.Engine;
import io.intentstream.core.engine.EngineOutputs;
import io.intentstream.core.event.EventValidator;
import io.intentstream.core.model.IntentModel;
import io.intentstream.offline.input.EventRun;
import io.intentstream.offline.input.EventSource;
import io.intentstream.offline.input.EventTimeSorter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A replay in two steps. First the recording is read once, and its events are distributed by user over shards on disk. Then
 * workers, each with an engine of its own, process shard after shard. Memory depends on the number of workers, not on the
 * number of events. A finished shard stays finished, so a stopped replay resumes with the next one.
 *
 * <p>A user's results depend only on the user's events, the settings and the model, not on shards or threads.
 */
public final class Replay {
    private static final int FEWEST_SHARDS_PER_THREAD = 4;
    private static final int MOST_SHARDS = 1024;

    private final ReplaySettings settings;
    private final IntentModel model;
    private final ReplayProgress progress;
    private volatile boolean stopped;

    /**
     * @param model scores the events; shared by the workers; the caller closes it
     * @param progress receives the progress
     */
    public Replay(ReplaySettings settings, IntentModel model, ReplayProgress progress) {
        this.settings = settings;
        this.model = model;
        this.progress = progress;
    }

    /**
     * The outcome of a replay.
     *
     * @param report what was read
     * @param counts what the engine did with it
     */
    public record ReplaySummary(
            @JsonProperty("intake") IngestReport report,
            @JsonProperty("tally") ReplayCounts counts) {}

    /** Identifies this replay for a {@link ReplayCheckpoint}. */
    public ReplayCheckpoint.Job job(RecordingPlan recording, String output) {
        return new ReplayCheckpoint.Job(
                recording.identity(),
                recording.inOrder() ? "as recorded" : "by event time",
                model.fingerprintHex(),
                settings.engine().toString(),
                output,
                settings.further().identity(),
                shards(recording.estimatedRecords()));
    }

    /** Enough that a shard fits into a chunk, within a reasonable number of files. */
    private int shards(long events) {
        long fitting = 1 + 2 * events / ShardReplay.CHUNK;
        long least = (long) FEWEST_SHARDS_PER_THREAD * settings.threads();
        return (int) Math.min(MOST_SHARDS, Math.max(least, fitting));
    }

    /**
     * Replays, or resumes from the checkpoint.
     *
     * @param now in epoch milliseconds; events too far ahead of it are rejected
     * @return empty when it was stopped
     * @throws ReplayException when it cannot continue
     */
    public Optional<ReplaySummary> run(RecordingPlan plan, ReplayCheckpoint work, ResultSink sink, long now)
            throws InterruptedException {
        Optional<EventShards> shards = work.shards();
        if (shards.isEmpty()) {
            shards = read(plan, work, now);
        }
        if (shards.isEmpty()) {
            return Optional.empty();
        }
        sink.begin(shards.get().report());
        return new ShardQueue(plan.inOrder(), work, sink, shards.get()).replay();
    }

    private Optional<EventShards> read(RecordingPlan plan, ReplayCheckpoint work, long now)
            throws InterruptedException {
        EventValidator validator = new EventValidator(settings.maxFuture());
        try (Recording recording = plan.open()) {
            Optional<EventShards> shards = EventShards.read(recording, work, validator, now, progress, () -> stopped);
            shards.ifPresent(read -> {
                requireEvents(read.report());
                work.markRead(read);
            });
            return shards;
        }
    }

    /** A file without a single event most likely has another format. */
    private static void requireEvents(IngestReport report) {
        if (report.accepted() + report.rejections() + report.skips() == 0 && report.malformed() > 0) {
            throw new ReplayException("No line is an event: is --format right? The first of " + report.malformed()
                    + " malformed lines: " + report.places().get(0));
        }
    }

    /** Makes {@link #run} return soon. Any thread may call it. */
    public void stop() {
        stopped = true;
    }

    /** The shards that the workers process. */
    private final class ShardQueue {
        private final boolean inOrder;
        private final ReplayCheckpoint work;
        private final ResultSink sink;
        private final EventShards shards;
        private final Queue<Integer> waiting = new ConcurrentLinkedQueue<>();
        private final AtomicLong events = new AtomicLong();

        ShardQueue(boolean inOrder, ReplayCheckpoint work, ResultSink sink, EventShards shards) {
            this.inOrder = inOrder;
            this.work = work;
            this.sink = sink;
            this.shards = shards;
        }

        Optional<ReplaySummary> replay() throws InterruptedException {
            recover();
            ReplayCounts counts = ReplayCounts.NOTHING;
            for (int shard = 0; shard < work.shardCount(); shard++) {
                Optional<ReplayCounts> done = work.done(shard);
                if (done.isEmpty()) {
                    waiting.add(shard);
                } else {
                    counts = counts.plus(done.get());
                }
            }
            events.set(counts.events());
            for (ReplayCounts ofWorker : inParallel(Math.min(settings.threads(), waiting.size()))) {
                counts = counts.plus(ofWorker);
            }
            if (stopped) {
                return Optional.empty();
            }
            sink.end(work.shardCount());
            return Optional.of(new ReplaySummary(shards.report(), counts));
        }

        private void recover() {
            Set<Integer> open = new TreeSet<>();
            Set<Integer> doubtful = new TreeSet<>();
            for (int shard = 0; shard < work.shardCount(); shard++) {
                if (work.done(shard).isEmpty()) {
                    open.add(shard);
                    if (work.finishing(shard).isPresent()) {
                        doubtful.add(shard);
                    }
                }
            }
            if (!doubtful.isEmpty()) {
                sink.recover(doubtful, open, user -> EventShards.shardOf(user, work.shardCount()))
                        .forEach(work::markDone);
            }
        }

        private List<ReplayCounts> inParallel(int workers) throws InterruptedException {
            ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, workers));
            try {
                ExecutorCompletionService<ReplayCounts> running = new ExecutorCompletionService<>(threads);
                for (int i = 0; i < workers; i++) {
                    running.submit(this::work);
                }
                List<ReplayCounts> all = new ArrayList<>();
                for (int i = 0; i < workers; i++) {
                    all.add(running.take().get());
                }
                return all;
            } catch (ExecutionException e) {
                stopped = true;
                throw e.getCause() instanceof RuntimeException cause
                        ? cause
                        : new ReplayException("A worker failed: " + e.getCause(), e.getCause());
            } finally {
                threads.shutdown();
                threads.awaitTermination(1, TimeUnit.HOURS);
            }
        }

        /** Up to which moment time passes for silent users; 0 when nothing follows it. */
        private long end() {
            return outputs().followTime()
                    ? Math.max(0, settings.further().end(shards.report().watermark()))
                    : 0;
        }

        private EngineOutputs outputs() {
            return settings.further().outputs(sink.takesProfiles());
        }

        private ReplayCounts work() {
            ReplayCounts counts = ReplayCounts.NOTHING;
            try (Engine engine = new Engine(settings.engine(), model, outputs())) {
                Integer shard;
                while (!stopped && (shard = waiting.poll()) != null) {
                    counts = counts.plus(play(shard, engine));
                }
            }
            return counts;
        }

        private ReplayCounts play(int shard, Engine engine) {
            try (ResultSink.ShardResults results = sink.open(shard);
                    EventSource source = source(shard)) {
                ShardReplay replay = new ShardReplay(engine, results, end(), this::advance);
                if (!replay.play(source)) {
                    return ReplayCounts.NOTHING;
                }
                work.markFinishing(shard, replay.counts());
                results.finish();
                work.markDone(shard);
                return replay.counts();
            }
        }

        private EventSource source(int shard) {
            EventSource source = new EventRun(work.shard(shard), shards.events().get(shard)).open();
            return inOrder ? source : EventTimeSorter.sort(source, ShardReplay.CHUNK, work.folder(), "--out");
        }

        private boolean advance(int more) {
            long done = events.addAndGet(more);
            progress.at(
                    ReplayProgress.Phase.REPLAYING,
                    done / (double) Math.max(1, shards.report().accepted()),
                    done);
            return !stopped;
        }
    }
}
