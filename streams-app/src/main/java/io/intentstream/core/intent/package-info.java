/**
 * Purchase intents: from the model's log-odds to calibrated probabilities, bands, drivers and category intents.
 */
@NullMarked
package io.intentstream.core.intent;

import org.jspecify.annotations.NullMarked;
