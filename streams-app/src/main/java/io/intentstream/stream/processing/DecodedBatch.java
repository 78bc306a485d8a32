package io.intentstream.stream.processing;

import io.intentstream.core.engine.InputEvent;
import io.intentstream.core.event.Validation;
import java.util.List;

/**
 * The records of a batch after decoding and admission.
 *
 * @param events the accepted events, in the order of their records
 * @param rejected the records that become dead letters, in their order
 * @param skipped the number of records that are no events on purpose
 */
record DecodedBatch(List<InputEvent> events, List<RejectedRecord> rejected, int skipped) {

    /**
     * A record that the engine cannot use.
     *
     * @param record as received
     * @param rejection why
     */
    record RejectedRecord(InputRecord record, Validation.Rejected rejection) {}
}
