package io.intentstream.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * The folder and ports of an embedded broker, and the settings of a cluster of one small node.
 *
 * @param data its log directory
 * @param brokerPort where clients connect
 * @param controllerPort where the broker reaches its own controller; may differ between starts
 */
record BrokerLayout(Path data, int brokerPort, int controllerPort) {
    static final int NODE_ID = 1;
    static final String CONTROLLER = "CONTROLLER";
    private static final String BROKER = "PLAINTEXT";

    String bootstrapServers() {
        return Loopback.HOST + ":" + brokerPort;
    }

    Properties properties(Map<String, String> overrides) {
        Properties properties = new Properties();
        properties.putAll(identity());
        properties.putAll(singleCopies());
        properties.putAll(quickGroups());
        properties.putAll(smallFootprint());
        properties.putAll(overrides);
        return properties;
    }

    private Map<String, String> identity() {
        String controller = Loopback.HOST + ":" + controllerPort;
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                String.valueOf(NODE_ID),
                "controller.quorum.voters",
                NODE_ID + "@" + controller,
                "listeners",
                BROKER + "://" + bootstrapServers() + "," + CONTROLLER + "://" + controller,
                "advertised.listeners",
                BROKER + "://" + bootstrapServers(),
                "listener.security.protocol.map",
                BROKER + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
                "controller.listener.names",
                CONTROLLER,
                "inter.broker.listener.name",
                BROKER,
                "log.dirs",
                data.toString(),
                "auto.create.topics.enable",
                "false");
    }

    /** One node can keep one copy only. */
    private static Map<String, String> singleCopies() {
        return Map.of(
                "default.replication.factor", "1",
                "min.insync.replicas", "1",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "share.coordinator.state.topic.num.partitions", "1");
    }

    /** Groups do not wait for further members, and heartbeats, which carry the assignments, are frequent. */
    private static Map<String, String> quickGroups() {
        return Map.of(
                "group.initial.rebalance.delay.ms", "0",
                "group.streams.initial.rebalance.delay.ms", "0",
                "group.consumer.min.heartbeat.interval.ms", "500",
                "group.consumer.heartbeat.interval.ms", "500",
                "group.streams.min.heartbeat.interval.ms", "500",
                "group.streams.heartbeat.interval.ms", "500");
    }

    /** Kafka's defaults are made for servers: the log cleaner alone would take 128 MiB of heap. */
    private static Map<String, String> smallFootprint() {
        return Map.of(
                "num.network.threads", "1",
                "num.io.threads", "2",
                "num.replica.fetchers", "1",
                "num.recovery.threads.per.data.dir", "1",
                "background.threads", "2",
                "log.cleaner.dedupe.buffer.size", "2097152",
                "log.segment.bytes", "67108864",
                "log.index.size.max.bytes", "1048576",
                "metadata.log.segment.bytes", "16777216");
    }
}
