package io.intentstream.benchmarks.flink;

import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes encoded results. */
final class OutputWriter implements KafkaRecordSerializationSchema<Output> {
    private static final long serialVersionUID = 1;

    private final String topic;

    OutputWriter(String topic) {
        this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(Output output, KafkaSinkContext context, Long timestamp) {
        return new ProducerRecord<>(topic, null, output.timestamp, output.key, output.value);
    }
}
