/**
 * Compares two sets of results byte by byte: live and replayed results, or those of two releases or two settings. Does not
 * import Kafka.
 */
@NullMarked
package io.intentstream.offline.replay.compare;

import org.jspecify.annotations.NullMarked;
