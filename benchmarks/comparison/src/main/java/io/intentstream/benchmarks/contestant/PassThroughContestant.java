package io.intentstream.benchmarks.contestant;

import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The upper limit: for every record it writes two results that intentstream has written for the same load, and does nothing
 * else. Producer and consumer have intentstream's settings.
 */
public final class PassThroughContestant {
    private PassThroughContestant() {}

    public static void main(String[] arguments) throws Exception {
        Assignment assignment = Assignment.of(arguments);
        SampleResults samples = SampleResults.read(assignment.samples());
        try (KafkaStreams streams = new KafkaStreams(topology(assignment, samples), settings(assignment))) {
            streams.start();
            ContestantStage.perform();
        }
    }

    private static Properties settings(Assignment assignment) {
        Properties settings = PlainStreams.settings(assignment);
        settings.put(StreamsConfig.POLL_MS_CONFIG, 5L);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2048);
        // As many records as intentstream's eight batches hold.
        settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 8 * 256);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 << 20);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, assignment.isExactlyOnce() ? 100 : 5);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return settings;
    }

    private static Topology topology(Assignment assignment, SampleResults samples) {
        Topology topology = new Topology();
        topology.addSource(
                "clickstream",
                Serdes.ByteArray().deserializer(),
                Serdes.ByteArray().deserializer(),
                assignment.input());
        topology.addProcessor("pass", () -> new Passing(samples), "clickstream");
        topology.addSink(
                "profiles",
                assignment.profiles(),
                Serdes.ByteArray().serializer(),
                Serdes.ByteArray().serializer(),
                "pass");
        topology.addSink(
                "intents",
                assignment.intents(),
                Serdes.ByteArray().serializer(),
                Serdes.ByteArray().serializer(),
                "pass");
        return topology;
    }

    private static final class Passing implements Processor<byte[], byte[], byte[], byte[]> {
        private final SampleResults samples;
        private ProcessorContext<byte[], byte[]> context;
        private int written;

        Passing(SampleResults samples) {
            this.samples = samples;
        }

        @Override
        public void init(ProcessorContext<byte[], byte[]> processorContext) {
            context = processorContext;
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            context.forward(
                    record.withValue(
                            samples.profiles().get(written % samples.profiles().size())),
                    "profiles");
            context.forward(
                    record.withValue(
                            samples.intents().get(written % samples.intents().size())),
                    "intents");
            written = (written + 1) & Integer.MAX_VALUE;
        }
    }
}
