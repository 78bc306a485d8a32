/**
 * Replays from topics and to topics. Ranges of committed records are read without a consumer group, so nothing is left in the
 * cluster; results go to topics of other names.
 */
@NullMarked
package io.intentstream.offline.replay.topic;

import org.jspecify.annotations.NullMarked;
