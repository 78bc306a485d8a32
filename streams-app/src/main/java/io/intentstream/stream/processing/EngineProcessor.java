package io.intentstream.stream.processing;

import io.intentstream.config.PostErasurePolicy;
import io.intentstream.core.engine.BatchResult;
import io.intentstream.core.engine.Engine;
import io.intentstream.core.engine.UserStates;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.StateKey;
import io.intentstream.stream.EnginePool;
import io.intentstream.stream.EngineTopology;
import io.intentstream.stream.packing.ConsumedBatch;
import io.intentstream.stream.store.UserStore;
import io.intentstream.stream.telemetry.CommitLatencyTracker;
import io.intentstream.stream.telemetry.EngineTimings;
import io.intentstream.stream.telemetry.EngineTimings.Stage;
import io.intentstream.stream.telemetry.Instruments;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Brings batches to the engine and its results to the stores and sinks: first everything is worked out, then everything
 * is applied. When working out fails, nothing of the batch has happened; the thread stops without committing, and the
 * batch comes again.
 */
public final class EngineProcessor implements Processor<byte[], ConsumedBatch, byte[], byte[]> {
    private static final Duration EXPIRY_INTERVAL = Duration.ofMinutes(10);
    /** So that an expiry never holds the stream up for long. */
    private static final int USERS_PER_EXPIRY = 2_000;

    /** While an expiry has left some, so many more with each batch. */
    private static final int USERS_PER_BATCH = 100;

    private final EnginePool engines;
    private final BatchPlanner stager;
    private final UnaryOperator<InputRecord> unwrap;
    private final Optional<RequestHandler> requests;
    private final Predicate<String> ignored;
    private final EngineSettings settings;
    private final Instruments instruments;
    private final EventTimeWatermark eventClock = new EventTimeWatermark();

    private ProcessorContext<byte[], byte[]> context;
    private UserStore users;
    /** One for each store: the engine tells stores apart by it. */
    private UserStates states;

    private Engine engine;
    private long readNanos;

    /** Stream time of an expiry that has left some users, epoch milliseconds; -1 when none has. */
    private long expiring = -1;

    /**
     * @param unwrap what to do with an input record first
     * @param requests carries out users' requests, when any are taken
     */
    public EngineProcessor(
            EnginePool engines,
            BatchPlanner stager,
            UnaryOperator<InputRecord> unwrap,
            Optional<RequestHandler> requests,
            EngineSettings settings,
            Instruments instruments) {
        this.engines = engines;
        this.stager = stager;
        this.unwrap = unwrap;
        this.requests = requests;
        this.ignored = requests.filter(handler -> handler.after() == PostErasurePolicy.IGNORE)
                        .isPresent()
                ? userId -> users.isIgnored(userId)
                : userId -> false;
        this.settings = settings;
        this.instruments = instruments;
    }

    /** Called again, after {@link #close}, when a suspended task resumes. */
    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        users = new UserStore(
                context.getStateStore(EngineTopology.USERS_STORE),
                context.getStateStore(EngineTopology.DROPPED_PARTS_STORE),
                context.getStateStore(EngineTopology.IDLE_USERS_STORE),
                context.getStateStore(EngineTopology.IGNORED_USERS_STORE),
                settings,
                userId -> engine.forget(userId));
        states = this::read;
        context.schedule(EXPIRY_INTERVAL, PunctuationType.STREAM_TIME, now -> expire(now, USERS_PER_EXPIRY));
        engine = engines.acquire();
    }

    @Override
    public void process(Record<byte[], ConsumedBatch> consumed) {
        EngineTimings.StageTimer timer = instruments.timings().timer();
        RecordMetadata place = context.recordMetadata().orElseThrow();
        List<InputRecord> records = InputRecords.of(consumed, place);
        if (requests.isPresent() && place.topic().equals(requests.get().topic())) {
            records.forEach(record -> carryOut(requests.get().handle(record, consumed.timestamp(), users)));
        } else {
            List<InputRecord> unwrapped = records.stream().map(unwrap).toList();
            apply(stager.stage(unwrapped, engine, states, ignored, timer), timer);
            measure(consumed, place, records.size(), timer);
            if (expiring >= 0) {
                expire(expiring, USERS_PER_BATCH);
            }
        }
    }

    private byte[] read(StateKey key) {
        long start = System.nanoTime();
        byte[] value = users.read(key);
        readNanos += System.nanoTime() - start;
        return value;
    }

    /** A raw record does not tell when it was read. */
    private void measure(
            Record<byte[], ConsumedBatch> consumed, RecordMetadata place, int records, EngineTimings.StageTimer timer) {
        EngineTimings timings = instruments.timings();
        timer.finish(records);
        timings.countStateReads(readNanos);
        readNanos = 0;
        if (consumed.value() instanceof ConsumedBatch.Batched consumedBatch) {
            timings.queueSeconds().record((timer.start() - consumedBatch.readAt()) * 1e-9, records);
            instruments
                    .commits()
                    .processed(
                            new TopicPartition(place.topic(), place.partition()),
                            new CommitLatencyTracker.Batch(
                                    consumedBatch.nextOffset(), records, consumedBatch.readAt(), consumed.timestamp()));
        }
    }

    @Override
    public void close() {
        if (engine != null) {
            engine.forgetAll();
            engine = null;
            engines.release();
        }
    }

    private void apply(PlannedBatch batch, EngineTimings.StageTimer timer) {
        for (BatchResult.Change change : batch.result().changes()) {
            users.write(change);
            eventClock.advance(change.userId(), change.lastSeen());
        }
        engine.written();
        timer.end(Stage.STORE);
        forward(batch.outgoing());
        timer.end(Stage.SEND);
        instruments.counters().count(batch);
    }

    private void carryOut(RequestHandler.Handled handled) {
        forward(handled.outgoing());
        instruments.counters().countRequest(handled);
    }

    private void forward(List<OutgoingRecord> outgoing) {
        for (OutgoingRecord next : outgoing) {
            context.forward(next.record(), next.sink());
        }
    }

    /**
     * Stream time runs on record timestamps, which may be ahead of the events' own times when history is played in
     * again; the earlier of both decides.
     */
    private void expire(long streamTime, int limit) {
        long now = Math.min(streamTime, eventClock.now());
        UserStore.Expired expired = users.expire(now, limit);
        expiring = expired.more() ? streamTime : -1;
        for (String userId : expired.userIds()) {
            context.forward(stager.output().tombstone(userId, now), EngineTopology.PROFILES_SINK);
        }
        instruments.counters().countExpired(expired.userIds().size());
    }
}
