package io.intentstream.stream.processing;

import io.intentstream.core.engine.InputEvent;
import io.intentstream.core.event.EventValidator;
import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import io.intentstream.stream.processing.DecodedBatch.RejectedRecord;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes records and decides which of them the engine accepts.
 *
 * @param decoder reads the value
 * @param validator checks the event
 * @param keyedByUser whether a record's key must be its userId
 * @param clock for events with a time in the future
 */
public record BatchDecoder(EventDecoder decoder, EventValidator validator, boolean keyedByUser, InstantSource clock) {

    DecodedBatch decode(List<InputRecord> records) {
        List<InputEvent> events = new ArrayList<>(records.size());
        List<RejectedRecord> rejected = new ArrayList<>(0);
        int skipped = 0;
        for (InputRecord record : records) {
            Validation validation = validate(record);
            if (validation instanceof Validation.Accepted accepted) {
                RecordOrigin origin = record.origin();
                events.add(new InputEvent(accepted.event(), origin.source(), origin.offset()));
            } else if (validation instanceof Validation.Rejected rejection) {
                rejected.add(new RejectedRecord(record, rejection));
            } else {
                skipped++;
            }
        }
        return new DecodedBatch(events, rejected, skipped);
    }

    private Validation validate(InputRecord record) {
        Validation decoded = decoder.decode(record.origin().topic(), record.headers(), record.value());
        if (!(decoded instanceof Validation.Accepted event)) {
            return decoded;
        }
        Validation checked = validator.validate(event.event(), clock.millis());
        if (keyedByUser
                && checked instanceof Validation.Accepted accepted
                && !EventValidator.isKeyedByUser(accepted.event(), record.key())) {
            return new Validation.Rejected(
                    RejectReason.KEY_MISMATCH,
                    "the key is not the event's userId; with input.keyed.by.user=false the engine keys the events itself");
        }
        return checked;
    }
}
