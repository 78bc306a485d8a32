/**
 * Applies the engine to past events: reads a {@link io.intentstream.offline.replay.Recording}, runs the core in parallel by user,
 * and writes the same values as the stream. Only the sub-package {@code topic} imports Kafka.
 */
@NullMarked
package io.intentstream.offline.replay;

import org.jspecify.annotations.NullMarked;
