/**
 * Measures a model bundle on historical events and compares it with what people would use instead. Bundles and events
 * in, a report out.
 *
 * <p>Imports {@code training}, {@code metric}, {@code model}, {@code feature}, {@code state}, {@code event}, {@code
 * config} and {@code input}; never {@code engine} or Kafka.
 */
package io.intentstream.evaluation;
