package io.intentstream.benchmarks.contestant;

import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The defaults of Kafka Streams and the settings that all contestants share. */
final class PlainStreams {
    private PlainStreams() {}

    static Properties settings(Assignment assignment) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, assignment.run());
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, assignment.bootstrap());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, assignment.guarantee());
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, assignment.commitMillis());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, assignment.threads());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, assignment.folder().toString());
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return settings;
    }
}
