package io.intentstream.server.prometheus;

import io.intentstream.config.AppConfig;
import io.intentstream.kafka.KafkaClients;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's consumer lag: the end of each input partition minus the offset that the engine's instances together have
 * committed. It is read from the brokers at an interval, because a consumer that is stuck does not know its own lag.
 *
 * <p>A group does not commit past an aborted transaction until a readable record follows. So where the committed offset stands
 * still, {@link ReadableRecords} looks whether anything waits at all.
 */
final class ConsumerLag implements Collector, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerLag.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    /** Late enough that the stream is the first to report unreachable brokers. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(2);

    private final Admin admin;
    private final ReadableRecords readable;
    private final String group;
    private final List<String> inputs;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(ConsumerLag::watcher);
    private volatile Map<TopicPartition, Long> lag = Map.of();

    private ConsumerLag(Admin admin, ReadableRecords readable, String group, List<String> inputs) {
        this.admin = admin;
        this.readable = readable;
        this.group = group;
        this.inputs = inputs;
    }

    /** Starts reading the lag at an interval. */
    static ConsumerLag watch(AppConfig config) {
        KafkaClients clients = KafkaClients.of(config);
        ConsumerLag lag = new ConsumerLag(
                clients.admin(),
                new ReadableRecords(clients.reader(KafkaClients.WhenDeleted.CONTINUE)),
                config.applicationId(),
                config.inputTopics());
        lag.watch.scheduleWithFixedDelay(lag::look, FIRST_LOOK.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return lag;
    }

    @Override
    public MetricSnapshot collect() {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder()
                .name("intentstream_consumer_lag_records")
                .help("Input records that are not committed yet");
        lag.forEach((partition, records) -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(Labels.of("topic", partition.topic(), "partition", String.valueOf(partition.partition())))
                .value(records)
                .build()));
        return gauge.build();
    }

    @Override
    public void close() {
        watch.execute(readable::close); // a consumer is closed by the thread that uses it
        watch.shutdown();
        admin.close(Duration.ZERO);
    }

    /** An unknown lag is not served: an outdated value would suggest that all is well. */
    private void look() {
        try {
            lag = read();
        } catch (ExecutionException | RuntimeException e) {
            LOG.debug("the lag cannot be read cause={}", e.toString());
            lag = Map.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<TopicPartition, Long> read() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>(admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get());
        committed.values().removeIf(offset -> offset == null);
        Set<TopicPartition> partitions = inputPartitions();
        Set<TopicPartition> untouched = new HashSet<>(partitions);
        untouched.removeAll(committed.keySet());
        partitions.addAll(committed.keySet());
        Map<TopicPartition, Long> starts = offsets(untouched, OffsetSpec.earliest());
        Map<TopicPartition, Long> done = new HashMap<>(starts);
        committed.forEach((partition, offset) -> done.put(partition, offset.offset()));
        return readable.waiting(done, offsets(partitions, OffsetSpec.latest()));
    }

    private Set<TopicPartition> inputPartitions() throws ExecutionException, InterruptedException {
        Set<TopicPartition> partitions = new HashSet<>();
        admin.describeTopics(inputs)
                .allTopicNames()
                .get()
                .forEach((name, topic) -> topic.partitions()
                        .forEach(partition -> partitions.add(new TopicPartition(name, partition.partition()))));
        return partitions;
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        return admin
                .listOffsets(partitions.stream().collect(Collectors.toMap(partition -> partition, any -> which)))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, found -> found.getValue().offset()));
    }

    private static Thread watcher(Runnable work) {
        Thread thread = new Thread(work, "intentstream-lag-watch");
        thread.setDaemon(true);
        return thread;
    }
}
