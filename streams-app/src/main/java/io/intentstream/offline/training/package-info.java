/**
 * Trains intent models on historical events, on the features and sessions that the engine computes.
 * {@link io.intentstream.offline.training.IntentTraining} goes from events to a bundle. Never imports Kafka.
 */
@NullMarked
package io.intentstream.offline.training;

import org.jspecify.annotations.NullMarked;
