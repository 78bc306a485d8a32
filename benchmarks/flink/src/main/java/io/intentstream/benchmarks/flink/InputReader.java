package io.intentstream.benchmarks.flink;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads key and bytes; the event is decoded where it is used. */
final class InputReader implements KafkaRecordDeserializationSchema<Input> {
    private static final long serialVersionUID = 1;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Input> out) {
        out.collect(new Input(new String(record.key(), StandardCharsets.UTF_8), record.value()));
    }

    @Override
    public TypeInformation<Input> getProducedType() {
        return TypeInformation.of(Input.class);
    }
}
