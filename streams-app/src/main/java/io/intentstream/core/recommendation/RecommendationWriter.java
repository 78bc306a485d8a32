package io.intentstream.core.recommendation;

import io.intentstream.core.avro.AvroOutput;
import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.schema.RecommendationTrigger;
import io.intentstream.schema.Recommendations;
import java.util.List;

/** Writes {@link Recommendations} records in Avro's binary encoding, field by field. Belongs to one thread. */
public final class RecommendationWriter {
    private final AvroOutput out = new AvroOutput();
    private final ItemsManifest manifest;
    private final String fingerprint;

    /** @param bundle is named in each record */
    public RecommendationWriter(ItemsBundle bundle) {
        this.manifest = bundle.manifest();
        this.fingerprint = bundle.fingerprintHex();
    }

    /**
     * Writes a list.
     *
     * @param eventId the event after which it was made
     * @param time of the user's latest event, epoch milliseconds
     * @param updateNumber events of the user so far
     */
    public EncodedRecord<Recommendations> write(
            String userId,
            String eventId,
            long time,
            long updateNumber,
            RecommendationTrigger trigger,
            List<Recommendation> items,
            List<CategoryShare> categories) {
        out.reset();
        out.writeString(userId);
        out.writeString(eventId);
        out.writeLong(time);
        out.writeLong(updateNumber);
        out.writeEnum(trigger.ordinal());
        out.startBlock(items.size());
        for (Recommendation item : items) {
            out.writeString(item.itemId());
            out.writeOptional(item.categoryId());
            out.writeDouble(item.score());
            out.writeEnum(item.reason().ordinal());
            out.writeOptional(item.because());
        }
        out.endBlock();
        out.startBlock(categories.size());
        for (CategoryShare category : categories) {
            out.writeString(category.categoryId());
            out.writeDouble(category.share());
            out.writeBoolean(category.newToUser());
        }
        out.endBlock();
        out.writeString(manifest.name());
        out.writeString(manifest.version());
        out.writeString(fingerprint);
        return out.toRecord(Recommendations.SCHEMA$);
    }
}
