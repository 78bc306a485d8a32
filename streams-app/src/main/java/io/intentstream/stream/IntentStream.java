package io.intentstream.stream;

import io.intentstream.config.AppConfig;
import io.intentstream.config.AudienceFile;
import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.engine.Engine;
import io.intentstream.core.engine.EngineOutputs;
import io.intentstream.core.engine.UserViews;
import io.intentstream.core.intent.ScoreCalibrator;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.kafka.BrokerWatch;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.kafka.KafkaErrorExplainer;
import io.intentstream.schema.UserRequest;
import io.intentstream.stream.processing.EnginePool;
import io.intentstream.stream.processing.ResultSerializers;
import io.intentstream.stream.query.MemberDirectory;
import io.intentstream.stream.query.RecentUserWriter;
import io.intentstream.stream.query.RecentUsers;
import io.intentstream.stream.query.UserDirectory;
import io.intentstream.stream.store.LocalState;
import io.intentstream.stream.store.OpenFiles;
import io.intentstream.stream.telemetry.AudienceCounts;
import io.intentstream.stream.telemetry.ChangeCounters;
import io.intentstream.stream.telemetry.CommittedOffsetPoller;
import io.intentstream.stream.telemetry.EngineCounters;
import io.intentstream.stream.telemetry.EngineTimings;
import io.intentstream.stream.telemetry.Instruments;
import io.intentstream.stream.telemetry.ItemCounters;
import io.intentstream.stream.telemetry.RestoreProgress;
import io.intentstream.stream.telemetry.TimedModel;
import io.intentstream.stream.telemetry.TrainingSkewWatch;
import io.intentstream.stream.topics.ClusterCheck;
import io.intentstream.stream.topics.RegistryCheck;
import io.intentstream.wire.SerdeSettings;
import io.intentstream.wire.ValueReader;
import io.intentstream.wire.format.EventReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running engine: made from settings, started once, closed once.
 *
 * <p>A failure that repeats stops it instead of skipping an event; {@link #failure} then returns the cause. What was not
 * committed is processed again after the next start.
 */
public final class IntentStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IntentStream.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);

    private final AppConfig config;
    private final IntentModel model;
    private final AudienceSet audiences;
    private final Optional<ItemsBundle> items;
    private final EventReader reader;
    private final ValueReader<UserRequest> requests;
    private final KafkaStreams streams;
    private final RecentUsers recentUsers = new RecentUsers();
    private final Instruments instruments;
    private final RestoreProgress restore = new RestoreProgress();
    private final CommittedOffsetPoller commits;
    private final BrokerWatch brokers;
    private final TrainingSkewWatch skew;
    private final RestartPolicy restarts = new RestartPolicy(InstantSource.system());
    private final int partitions;

    /**
     * Creates a stream with the model bundle that the settings name. It is not started yet.
     *
     * @throws io.intentstream.core.model.ModelBundleException when the bundle cannot be used
     */
    public static IntentStream open(AppConfig config) {
        return open(config, () -> config);
    }

    /**
     * The same, with settings that are complete only after the model was loaded.
     *
     * @param settled returns the complete settings
     */
    public static IntentStream open(AppConfig config, Supplier<AppConfig> settled) {
        IntentModel model = ModelBundle.load(config.modelPath());
        try {
            return new IntentStream(settled.get(), model);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /**
     * Creates a stream that is not started yet. The stream owns the model and closes it.
     *
     * @param config where to read and write, and how
     * @param model scores the events
     * @throws io.intentstream.config.InvalidConfigException when the mapping file or the file of audiences cannot be used
     * @throws io.intentstream.core.recommendation.ItemsBundleException when the items bundle cannot be used
     * @throws StreamFailedException when the model needs features that this release does not compute, or the folder of
     *     local state cannot be used
     * @throws io.intentstream.stream.topics.ClusterException when Kafka cannot be reached, or topics are missing or unsuitable
     */
    public IntentStream(AppConfig config, IntentModel model) {
        requireFeatures(config, model);
        // Wrong files are told at once, also while no broker answers.
        this.audiences = config.audiences().path().map(AudienceFile::read).orElse(AudienceSet.NONE);
        this.items = config.recommendations().bundle();
        this.reader = EventReader.open(config, config.inputTopics());
        this.partitions = verified(config, reader);
        this.config = config;
        this.model = model;
        this.instruments = Instruments.of(model.manifest(), items);
        SerdeSettings serdes = SerdeSettings.of(config.serde());
        this.requests =
                ValueReader.open(UserRequest.class, serdes, config.serde().registryWait());
        try {
            this.streams = kafkaStreams(config, topology(), reader::announce);
        } catch (RuntimeException e) {
            reader.close();
            requests.close();
            throw e;
        }
        this.commits = new CommittedOffsetPoller(streams, instruments.commits());
        this.brokers = new BrokerWatch(KafkaClients.of(config).probe());
        this.skew = new TrainingSkewWatch(
                instruments.counters().features(), model.manifest().trainingShares());
        streams.setUncaughtExceptionHandler(restarts);
        streams.setStateListener((now, before) -> LOG.info("engine state={} before={}", now, before));
        streams.setGlobalStateRestoreListener(restore);
    }

    private static int verified(AppConfig config, EventReader reader) {
        try {
            return ClusterCheck.verify(config);
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /**
     * Engines are created when their threads start. This checks now that the engine computes every feature that the model
     * needs, so that a mismatch fails at start-up.
     */
    private static void requireFeatures(AppConfig config, IntentModel model) {
        try {
            new Engine(config.engine(), model).close();
        } catch (IllegalArgumentException e) {
            throw new StreamFailedException("The model cannot be used: " + e.getMessage(), e);
        }
    }

    private static KafkaStreams kafkaStreams(AppConfig config, Topology topology, Consumer<byte[]> announce) {
        try {
            return new KafkaStreams(topology, new StreamsConfig(StreamSettings.of(config, announce)));
        } catch (StreamsException e) {
            throw new StreamFailedException(
                    "The local state in " + config.dataDir()
                            + " cannot be used: either another engine with application.id "
                            + config.applicationId()
                            + " uses it, or it cannot be written. Stop the other engine, or set data.dir to another folder ("
                            + e.getMessage() + ")",
                    e);
        } catch (KafkaException e) {
            throw ClusterCheck.unusable(config.kafka().get(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG), e);
        }
    }

    /**
     * Asks the registry, starts the threads and returns; {@link #state} says when they run. The threads join the group, which
     * moves partitions of other instances; so everything that can be wrong is checked before. After an exception nothing
     * has started.
     *
     * @throws io.intentstream.stream.store.LocalStateException when unreadable local state cannot be deleted
     * @throws io.intentstream.wire.RegistryException when the registry refuses the credentials or a schema, the address is
     *     none of a registry, or it stays unavailable
     */
    public void start() {
        RegistryCheck.verify(config);
        LOG.info(
                "engine starts applicationId={} input={} guarantee={} threads={} model={} modelVersion={} fingerprint={}",
                config.applicationId(),
                config.topics().input(),
                config.guarantee().kafkaName(),
                config.streamThreads(),
                model.manifest().name(),
                model.manifest().version(),
                model.fingerprintHex());
        if (!audiences.isEmpty()) {
            LOG.info(
                    "audiences declared count={} definitions={}",
                    audiences.audiences().size(),
                    String.format("%08x", audiences.fingerprint()));
        }
        items.ifPresent(IntentStream::tellOfItems);
        warnOfSessionGap();
        warnOfUnusedFormats();
        OpenFiles.shortage(partitions).ifPresent(LOG::warn);
        LocalState.of(config).deleteUnreadable();
        streams.start();
        commits.start();
        brokers.start();
        skew.start();
    }

    private static void tellOfItems(ItemsBundle bundle) {
        LOG.info(
                "items loaded name={} version={} fingerprint={} products={} trainedUntil={}",
                bundle.manifest().name(),
                bundle.manifest().version(),
                bundle.fingerprintHex(),
                bundle.tables().items(),
                Instant.ofEpochMilli(bundle.manifest().trainedUntil()));
    }

    /** With another gap than in training, scores and lists are worse than their cards say. */
    private void warnOfSessionGap() {
        warnOfSessionGap("the model", model.manifest().sessionGapSeconds(), "scores");
        items.ifPresent(
                bundle -> warnOfSessionGap("the items bundle", bundle.manifest().sessionGapSeconds(), "lists"));
    }

    private void warnOfSessionGap(String trained, long seconds, String results) {
        Duration gap = Duration.ofSeconds(seconds);
        if (!gap.equals(config.engine().sessionGap())) {
            LOG.warn(
                    "session.gap={} but {} was trained with {}: set session.gap to that, or expect worse {}",
                    config.engine().sessionGap(),
                    trained,
                    gap,
                    results);
        }
    }

    /** A mistyped topic would be read in the wrong format. */
    private void warnOfUnusedFormats() {
        for (String topic : config.formats().byTopic().keySet()) {
            if (!config.inputTopics().contains(topic)) {
                LOG.warn("input.format.{} has no effect: input.topics does not name this topic", topic);
            }
        }
    }

    /** The current state of Kafka Streams. */
    public State state() {
        return streams.state();
    }

    /** Finds users' states while the stream runs. */
    public UserDirectory users() {
        return new UserDirectory(
                streams, sources(), partitions, config.kafka().get(StreamsConfig.APPLICATION_SERVER_CONFIG));
    }

    /** The topics that are co-partitioned with the users' store. */
    private Set<String> sources() {
        return config.inputKeyedByUser()
                ? Set.copyOf(config.inputTopics())
                : Set.of(EngineTopology.repartitionTopic(config.applicationId()));
    }

    /** Finds members of audiences while the stream runs. */
    public MemberDirectory members() {
        return new MemberDirectory(streams, sources(), config.kafka().get(StreamsConfig.APPLICATION_SERVER_CONFIG));
    }

    /** The users seen lately, in this instance's partitions. */
    public RecentUsers recentUsers() {
        return recentUsers;
    }

    /** Tells whether the brokers answer. */
    public BrokerWatch brokers() {
        return brokers;
    }

    /** Turns the states that this stream's engines write into views. */
    public UserViews views() {
        return new UserViews(config.engine(), model, audiences);
    }

    /** Counts of records, events and users. */
    public EngineCounters counters() {
        return instruments.counters();
    }

    /** What changed about users besides profiles and intents. */
    public ChangeCounters changes() {
        return instruments.changes();
    }

    /** The sizes of the audiences on this instance. */
    public AudienceCounts audienceCounts() {
        return instruments.audiences();
    }

    /** The declared audiences. */
    public AudienceSet audiences() {
        return audiences;
    }

    /** What is known of products; empty when nothing is recommended. */
    public Optional<ItemsBundle> items() {
        return items;
    }

    /** What was recommended, and how well the items bundle fits the events; empty without one. */
    public Optional<ItemCounters> itemCounters() {
        return instruments.items();
    }

    /** Times spent in each stage. */
    public EngineTimings timings() {
        return instruments.timings();
    }

    /** Progress of the restore of local state. */
    public RestoreProgress restore() {
        return restore;
    }

    /** The manifest of the model. */
    public ModelManifest model() {
        return model.manifest();
    }

    /** The model's fingerprint, as it is in the intents. */
    public String modelFingerprint() {
        return model.fingerprintHex();
    }

    /** The metrics of Kafka Streams and its clients. */
    public Map<MetricName, ? extends Metric> kafkaMetrics() {
        return streams.metrics();
    }

    /** Why the stream stopped by itself; empty when it did not stop by itself. */
    public Optional<StreamFailedException> failure() {
        return restarts.fatal()
                .map(cause -> new StreamFailedException(
                        "The stream stopped: "
                                + KafkaErrorExplainer.of(cause).orElse("its threads kept failing: " + cause)
                                + ". Nothing was skipped: remove the cause, then start it again",
                        cause));
    }

    /**
     * Commits, leaves the group and stops, within 30 seconds. Leaving saves the next start the wait for the session
     * timeout.
     */
    @Override
    public void close() {
        restarts.stopping();
        skew.close();
        brokers.close();
        commits.close();
        CloseOptions options =
                CloseOptions.timeout(CLOSE_TIMEOUT).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
        boolean closed = streams.close(options);
        reader.close();
        requests.close();
        if (!closed) {
            // A thread may have waited for the registry; closing the readers ended that wait.
            closed = streams.close(options);
        }
        if (closed) {
            model.close();
        } else {
            LOG.warn(
                    "engine did not stop in time, some of its threads still run applicationId={}",
                    config.applicationId());
        }
    }

    private EngineOutputs outputs() {
        return new EngineOutputs(
                true,
                audiences,
                config.topics().sessionOutcomes().isPresent(),
                config.topics().recommendations().flatMap(topic -> items.map(config.recommendations()::plan)));
    }

    /** Empty without a server: nobody could ask for recent users. */
    private Optional<Supplier<RecentUserWriter>> recentUserWriters() {
        ScoreCalibrator calibrated = new ScoreCalibrator(model.manifest());
        return config.http().enabled()
                ? Optional.of(() -> new RecentUserWriter(recentUsers, calibrated, audiences))
                : Optional.empty();
    }

    private Topology topology() {
        SerdeSettings serdes = SerdeSettings.of(config.serde());
        IntentModel timed = new TimedModel(model, instruments.timings());
        return new TopologyFactory(
                        config,
                        reader::read,
                        ResultSerializers.of(serdes),
                        requests,
                        serdes.serializer(),
                        serdes.serializer(),
                        audiences,
                        new EnginePool(() -> new Engine(config.engine(), timed, outputs())),
                        recentUserWriters(),
                        instruments,
                        InstantSource.system())
                .topology(partitions);
    }
}
