package io.intentstream.stream.processing;

import io.intentstream.config.PostErasurePolicy;
import io.intentstream.core.engine.BatchResult;
import io.intentstream.core.engine.Engine;
import io.intentstream.core.engine.InputEvent;
import io.intentstream.core.engine.LoadedUser;
import io.intentstream.core.engine.UserChange;
import io.intentstream.stream.packing.ConsumedBatch;
import io.intentstream.stream.query.RecentUserWriter;
import io.intentstream.stream.store.AudienceStore;
import io.intentstream.stream.store.StateStores;
import io.intentstream.stream.store.UserStore;
import io.intentstream.stream.telemetry.CommitLatencyTracker;
import io.intentstream.stream.telemetry.EngineTimings.Stage;
import io.intentstream.stream.telemetry.EngineTimings.StageTimer;
import io.intentstream.stream.telemetry.Instruments;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Processes batches of records in five steps: decode, read the users' states, apply the engine, encode, write and forward.
 * Everything that can fail (decoding, the model, the registry) happens before the last step, which alone changes stores and
 * sends records. When an earlier step fails, nothing of the batch has happened; the thread stops without committing, and
 * the batch is processed again.
 */
public final class EngineProcessor implements Processor<byte[], ConsumedBatch, byte[], byte[]> {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final EnginePool engines;
    private final UnaryOperator<InputRecord> unwrap;
    private final BatchDecoder decoder;
    private final OutputEncoder encoder;
    private final Optional<RequestHandler> requests;
    private final boolean ignoresErasedUsers;
    private final Optional<TimeSettings> timeSettings;
    private final Optional<RecentUserWriter> recent;
    private final Instruments instruments;

    private ProcessorContext<byte[], byte[]> context;
    private UserStore users;
    private Engine engine;
    private TaskTime time;

    /**
     * @param unwrap restores an input record that was wrapped for the repartition topic; the identity when there is none
     * @param requests carries out requests about users, when they are enabled
     * @param timeSettings how time is followed, when anything besides expiry depends on it
     * @param recent keeps who was seen lately, when someone may ask
     */
    public EngineProcessor(
            EnginePool engines,
            UnaryOperator<InputRecord> unwrap,
            BatchDecoder decoder,
            OutputEncoder encoder,
            Optional<RequestHandler> requests,
            Optional<TimeSettings> timeSettings,
            Optional<RecentUserWriter> recent,
            Instruments instruments) {
        this.engines = engines;
        this.unwrap = unwrap;
        this.decoder = decoder;
        this.encoder = encoder;
        this.requests = requests;
        this.ignoresErasedUsers = requests.filter(handler -> handler.after() == PostErasurePolicy.IGNORE)
                .isPresent();
        this.timeSettings = timeSettings;
        this.recent = recent;
        this.instruments = instruments;
    }

    /** Called again, after {@link #close}, when a suspended task resumes. */
    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        users = new UserStore(
                context.getStateStore(StateStores.USERS),
                context.getStateStore(StateStores.DROPPED_PARTS),
                context.getStateStore(StateStores.DUE_USERS),
                context.getStateStore(StateStores.IGNORED_USERS));
        engine = engines.acquire();
        recent.ifPresent(index -> index.open(context.taskId().partition()));
        time = taskTime();
        context.schedule(SECOND, PunctuationType.WALL_CLOCK_TIME, time::passEachSecond);
    }

    private TaskTime taskTime() {
        TaskClock clock = new TaskClock(context.currentSystemTimeMs());
        if (timeSettings.isEmpty()) {
            SilentUsers silent =
                    new SilentUsers(engine, users, encoder, this::forward, changes -> {}, recent, instruments);
            return new TaskTime(clock, context::currentStreamTimeMs, new DueSweep(silent), Optional.empty());
        }
        AudienceStore store = new AudienceStore(context.getStateStore(StateStores.AUDIENCES));
        MemberCounts members = new MemberCounts(store, timeSettings.get().audiences(), instruments.changes());
        engine.remember(members.undeclared());
        SilentUsers silent =
                new SilentUsers(engine, users, encoder, this::forward, members::count, recent, instruments);
        TaskAudiences audiences =
                new TaskAudiences(context.taskId().partition(), timeSettings.get(), clock, store, members, silent);
        return new TaskTime(clock, context::currentStreamTimeMs, new DueSweep(silent), Optional.of(audiences));
    }

    @Override
    public void process(Record<byte[], ConsumedBatch> consumed) {
        RecordMetadata place = context.recordMetadata().orElseThrow();
        List<InputRecord> records = InputRecord.of(consumed, place);
        if (requests.isPresent() && place.topic().equals(requests.get().topic())) {
            records.forEach(record -> carryOut(record, consumed.timestamp(), requests.get()));
            time.pass(records.size());
            return;
        }
        StageTimer timer = instruments.timings().timer();
        score(records, timer);
        timer.finish(records.size());
        measureCommit(consumed, place, timer);
        time.pass(records.size());
    }

    private void score(List<InputRecord> records, StageTimer timer) {
        DecodedBatch batch = decoder.decode(records.stream().map(unwrap).toList());
        withholdIgnored(batch.events());
        timer.end(Stage.DECODE);

        Map<String, LoadedUser> loaded = engine.load(batch.events(), users);
        timer.endStateRead();

        BatchResult result = engine.apply(batch.events(), loaded);
        timer.end(Stage.SCORE);

        List<OutgoingRecord> outgoing = encoder.encode(batch, result);
        timer.end(Stage.SERIALIZE);

        write(result);
        timer.end(Stage.STORE);

        forward(outgoing);
        timer.end(Stage.SEND);
        count(batch, result);
    }

    /** Treats events of erased users as events without consent, when the settings say so. */
    private void withholdIgnored(List<InputEvent> events) {
        if (ignoresErasedUsers) {
            for (InputEvent input : events) {
                if (users.isIgnored(input.event().getUserId())) {
                    input.event().setConsent(false);
                }
            }
        }
    }

    private void write(BatchResult result) {
        for (BatchResult.Change change : result.changes()) {
            users.write(change);
        }
        engine.persisted(result, users);
        time.follow(result, context.currentSystemTimeMs());
        recent.ifPresent(index -> {
            index.advance(time.now());
            result.changes().forEach(index::put);
        });
    }

    private void forward(List<OutgoingRecord> outgoing) {
        for (OutgoingRecord record : outgoing) {
            context.forward(record.record(), record.sink().node());
        }
    }

    private void count(DecodedBatch batch, BatchResult result) {
        instruments.counters().count(result);
        instruments.items().ifPresent(items -> items.count(result, time.now()));
        instruments.counters().countSkipped(batch.skipped());
        for (DecodedBatch.RejectedRecord rejected : batch.rejected()) {
            instruments.counters().countRejected(rejected.rejection().reason());
        }
    }

    /** A raw record does not say when it was read, so its commit is not measured. */
    private void measureCommit(Record<byte[], ConsumedBatch> consumed, RecordMetadata place, StageTimer timer) {
        if (consumed.value() instanceof ConsumedBatch.Batched batch) {
            int records = batch.records().size();
            instruments.timings().queueSeconds().record((timer.start() - batch.readAt()) * 1e-9, records);
            instruments
                    .commits()
                    .processed(
                            new TopicPartition(place.topic(), place.partition()),
                            new CommitLatencyTracker.Batch(
                                    batch.nextOffset(), records, batch.readAt(), consumed.timestamp()));
        }
    }

    private void carryOut(InputRecord record, long timestamp, RequestHandler handler) {
        RequestHandler.Handled handled = handler.handle(record, timestamp, users, this::farewell);
        if (handled.tick()) {
            time.tick(timestamp, context.currentSystemTimeMs());
            recent.ifPresent(index -> index.advance(time.now()));
            instruments.changes().countTick();
            return;
        }
        handled.erased().ifPresent(userId -> {
            engine.evict(userId);
            recent.ifPresent(index -> index.remove(userId));
            time.followErasure(userId, handled.farewell());
        });
        forward(handled.outgoing());
        instruments.counters().countRequest(handled.effect(), handled.rejected());
    }

    private List<UserChange> farewell(String userId) {
        return timeSettings.isPresent() ? engine.farewell(userId, users) : List.of();
    }

    @Override
    public void close() {
        if (engine != null) {
            time.close();
            recent.ifPresent(RecentUserWriter::close);
            engine.evictAll();
            engine = null;
            engines.release();
        }
    }
}
