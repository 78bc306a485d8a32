package io.intentstream.core.intent;

import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.schema.Band;
import io.intentstream.schema.PurchaseIntent;

/**
 * An intent as it goes out, and beside it what those who pass it on ask of it.
 *
 * @param record the intent
 * @param probability as it says
 * @param band as it says
 * @param late as it says
 * @param degraded as it says
 */
public record EncodedIntent(
        EncodedRecord<PurchaseIntent> record, double probability, Band band, boolean late, boolean degraded) {}
