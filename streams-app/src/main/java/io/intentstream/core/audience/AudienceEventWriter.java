package io.intentstream.core.audience;

import io.intentstream.core.avro.AvroOutput;
import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.schema.AudienceCause;
import io.intentstream.schema.AudienceEvent;
import io.intentstream.schema.AudienceEventKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes {@link AudienceEvent} records in Avro's binary encoding, field by field. Belongs to one thread. */
public final class AudienceEventWriter {
    private final AvroOutput out = new AvroOutput();

    /**
     * Writes that a user entered or left an audience.
     *
     * @param time when it became true, epoch milliseconds
     * @param eventId the event that made it true; null when none did
     * @param memberSince when the user had entered, epoch milliseconds; -1 on ENTERED
     * @param updateNumber events of the user so far
     */
    public EncodedRecord<AudienceEvent> write(
            String userId,
            String audience,
            String definition,
            AudienceEventKind kind,
            long time,
            AudienceCause cause,
            @Nullable String eventId,
            long memberSince,
            long updateNumber,
            boolean late,
            Map<String, String> values) {
        out.reset();
        out.writeString(userId);
        out.writeString(audience);
        out.writeEnum(kind.ordinal());
        out.writeLong(time);
        out.writeEnum(cause.ordinal());
        out.writeOptional(eventId);
        out.writeOptional(memberSince);
        out.writeLong(updateNumber);
        out.writeString(definition);
        out.writeBoolean(late);
        out.startBlock(values.size());
        values.forEach((name, value) -> {
            out.writeString(name);
            out.writeString(value);
        });
        out.endBlock();
        return out.toRecord(AudienceEvent.SCHEMA$);
    }
}
