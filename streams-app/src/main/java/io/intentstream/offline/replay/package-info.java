/**
 * Brings events of the past through the engine again: reads a {@link io.intentstream.offline.replay.Recording}, runs the core over it
 * in parallel by user, and writes the values that the stream writes. Imports Kafka only in its sub-package {@code topic}.
 */
@NullMarked
package io.intentstream.offline.replay;

import org.jspecify.annotations.NullMarked;
