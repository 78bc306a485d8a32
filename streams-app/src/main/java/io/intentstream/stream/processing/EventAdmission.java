package io.intentstream.stream.processing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.core.event.EventValidator;
import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import java.time.InstantSource;
import java.util.Arrays;

/**
 * Decides which records may enter the engine.
 *
 * @param decoder reads the value
 * @param validator checks the event
 * @param keyedByUser whether a record's key must be its userId
 * @param clock for events that claim to come from the future
 */
public record EventAdmission(EventDecoder decoder, EventValidator validator, boolean keyedByUser, InstantSource clock) {

    Validation admit(InputRecord record) {
        Validation decoded = decoder.decode(record.origin().topic(), record.headers(), record.value());
        if (!(decoded instanceof Validation.Accepted event)) {
            return decoded;
        }
        Validation checked = validator.validate(event.event(), clock.millis());
        if (checked instanceof Validation.Accepted accepted && keyedByUser && !isKeyedBy(accepted, record.key())) {
            return new Validation.Rejected(
                    RejectReason.KEY_MISMATCH,
                    "the key is not the userId; set input.keyed.by.user=false when the input is keyed otherwise");
        }
        return checked;
    }

    private static boolean isKeyedBy(Validation.Accepted accepted, byte[] key) {
        return Arrays.equals(accepted.event().getUserId().getBytes(UTF_8), key);
    }
}
