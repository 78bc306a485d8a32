package io.intentstream.core.intent;

import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.schema.Band;
import io.intentstream.schema.PurchaseIntent;

/**
 * An encoded intent, with the fields that its users would otherwise have to decode.
 *
 * @param record the encoded intent
 * @param probability the record's probability, 0 to 1
 * @param band the record's band
 * @param late whether the event was older than one already seen
 * @param degraded whether the base rate replaces the score of a model that failed
 */
public record EncodedIntent(
        EncodedRecord<PurchaseIntent> record, double probability, Band band, boolean late, boolean degraded) {}
