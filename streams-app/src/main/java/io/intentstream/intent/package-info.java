/**
 * Purchase intents: from the model's log-odds to calibrated probabilities, bands, drivers and category intents. May
 * import {@code state} and {@code model}.
 */
package io.intentstream.intent;
