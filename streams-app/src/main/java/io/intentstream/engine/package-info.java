/**
 * The core: events and states in; states, profiles and intents out. Deterministic and free of Kafka, so that the
 * stream, a replay and the training export run the very same code. May import everything that it is made of
 * ({@code profile}, {@code intent}, {@code feature}, {@code model}, {@code state}, {@code event}, {@code config}).
 */
package io.intentstream.engine;
