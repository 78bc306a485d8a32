/**
 * The one call at the centre: events and states in; states, profiles and intents out. Deterministic and free of Kafka, so that the
 * stream, a replay and the training export run the very same code. {@link io.intentstream.core.engine.Engine} is the place to start
 * reading.
 */
@NullMarked
package io.intentstream.core.engine;

import org.jspecify.annotations.NullMarked;
