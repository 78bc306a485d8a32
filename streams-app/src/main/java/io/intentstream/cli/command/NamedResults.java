package io.intentstream.cli.command;

import io.intentstream.cli.option.ConfigOptions;
import io.intentstream.config.AppConfig;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.kafka.TopicCheck;
import io.intentstream.offline.replay.compare.ResultFiles;
import io.intentstream.offline.replay.compare.ResultSet;
import io.intentstream.offline.replay.topic.ResultTopic;
import io.intentstream.wire.SchemaRegistryClient;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds results by the name that a user gave: a file, a folder of files, or else a topic. */
final class NamedResults {
    private NamedResults() {}

    static ResultSet of(String name, ConfigOptions configOptions) {
        Path path = Path.of(name);
        if (Files.exists(path)) {
            return new ResultFiles(path);
        }
        if (name.contains("/") || name.endsWith(".avro") || name.endsWith(".parquet")) {
            return new ResultFiles(path); // reports that there is no such file
        }
        AppConfig config = configOptions.loadForCluster();
        KafkaClients clients = KafkaClients.of(config);
        boolean compacted = TopicCheck.isCompacted(clients, name);
        return new ResultTopic(clients, SchemaRegistryClient.from(config.serde().settings()), name, compacted);
    }
}
