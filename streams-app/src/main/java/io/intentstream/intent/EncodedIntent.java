package io.intentstream.intent;

import io.intentstream.avro.EncodedRecords;
import io.intentstream.schema.Band;
import io.intentstream.schema.PurchaseIntent;
import java.util.Arrays;

/**
 * An intent as it goes out, and beside it what those who pass it on ask of it.
 *
 * @param bytes a {@link PurchaseIntent} in Avro's binary encoding
 * @param probability as it says
 * @param band as it says
 * @param late as it says
 * @param degraded as it says
 */
public record EncodedIntent(byte[] bytes, double probability, Band band, boolean late, boolean degraded) {

    /** The intent that the bytes hold. */
    public PurchaseIntent read() {
        return EncodedRecords.read(bytes, PurchaseIntent.SCHEMA$);
    }

    /** Equal when the bytes are: they tell the rest. */
    @Override
    public boolean equals(Object other) {
        return other instanceof EncodedIntent intent && Arrays.equals(bytes, intent.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return read().toString();
    }
}
