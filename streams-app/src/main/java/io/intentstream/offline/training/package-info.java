/**
 * Trains intent models on historical events, with the features and sessions that the engine computes.
 * {@link io.intentstream.offline.training.IntentTraining} turns events into a bundle. Does not import Kafka.
 */
@NullMarked
package io.intentstream.offline.training;

import org.jspecify.annotations.NullMarked;
