/**
 * Writes purchase intents: turns the model's log-odds into calibrated probabilities, bands, drivers and category intents.
 */
@NullMarked
package io.intentstream.core.intent;

import org.jspecify.annotations.NullMarked;
