/**
 * Purchase intents: from the model's log-odds to calibrated probabilities, bands, drivers and category intents. May
 * import {@code state}, {@code model} and {@code avro}.
 */
package io.intentstream.intent;
