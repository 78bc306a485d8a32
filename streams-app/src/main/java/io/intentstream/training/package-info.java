/**
 * Trains intent models from historical events, on the same features and the same visits as the engine computes, and
 * writes model bundles. Events in ({@link io.intentstream.training.EventLog}), bundle out
 * ({@link io.intentstream.training.IntentTraining}).
 *
 * <p>Imports {@code model}, {@code feature}, {@code state}, {@code event}, {@code config} and {@code input}; never
 * {@code engine} or Kafka.
 */
package io.intentstream.training;
