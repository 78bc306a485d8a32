/**
 * What the engine would have said of events of the past: reads a {@link io.intentstream.replay.Recording}, runs the
 * Kafka-free core over it in parallel by user, and hands on what comes out, with the values that the stream writes.
 *
 * <p>Imports {@code engine}, {@code model}, {@code state}, {@code event}, {@code input}, {@code serde} and {@code config}; never Kafka,
 * but for its sub-package {@code topic}.
 */
@NullMarked
package io.intentstream.replay;

import org.jspecify.annotations.NullMarked;
