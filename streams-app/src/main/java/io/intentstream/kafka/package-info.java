/**
 * The one place that creates Kafka clients outside Kafka Streams: admins, producers, and readers of committed records without
 * a consumer group. Explains Kafka's errors in terms of settings and permissions.
 */
@NullMarked
package io.intentstream.kafka;

import org.jspecify.annotations.NullMarked;
