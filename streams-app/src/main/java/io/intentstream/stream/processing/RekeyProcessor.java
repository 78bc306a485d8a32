package io.intentstream.stream.processing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.core.event.Validation;
import io.intentstream.stream.packing.ConsumedBatch;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sets each record's key to its userId, for the repartition topic. A record that cannot be decoded keeps its key; it is
 * rejected after the repartition topic, like all rejected records.
 */
public final class RekeyProcessor implements Processor<byte[], ConsumedBatch, byte[], ConsumedBatch> {
    private static final byte[] NO_KEY = new byte[0];

    private final EventDecoder decoder;
    private ProcessorContext<byte[], ConsumedBatch> context;

    public RekeyProcessor(EventDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public void init(ProcessorContext<byte[], ConsumedBatch> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], ConsumedBatch> consumed) {
        for (InputRecord record :
                InputRecord.of(consumed, context.recordMetadata().orElseThrow())) {
            // The batch's timestamp is valid; the record's own may not be.
            context.forward(new Record<>(
                    keyOf(record),
                    new ConsumedBatch.Raw(record.value()),
                    consumed.timestamp(),
                    RekeyEnvelope.wrap(record)));
        }
    }

    private byte[] keyOf(InputRecord record) {
        Validation decoded = decoder.decode(record.origin().topic(), record.headers(), record.value());
        if (decoded instanceof Validation.Accepted accepted && accepted.event().getUserId() != null) {
            return accepted.event().getUserId().getBytes(UTF_8);
        }
        return record.key() == null ? NO_KEY : record.key();
    }
}
