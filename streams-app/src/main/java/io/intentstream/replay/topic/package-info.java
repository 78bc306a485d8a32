/**
 * Replay from topics and to topics: reads ranges of committed records without a consumer group, and so leaves no trace in
 * the cluster; writes under names of its own. Imports {@code replay}, {@code serde} and Kafka's clients; never Kafka
 * Streams.
 */
@NullMarked
package io.intentstream.replay.topic;

import org.jspecify.annotations.NullMarked;
