/**
 * Replays from topics and to topics. Reads ranges of committed records without a consumer group, so nothing is left in the
 * cluster. Writes results to topics with names of their own.
 */
@NullMarked
package io.intentstream.offline.replay.topic;

import org.jspecify.annotations.NullMarked;
