/**
 * The Kafka Streams application: {@link io.intentstream.stream.EngineTopology} is its wiring,
 * {@link io.intentstream.stream.StreamSettings} its configuration, {@link io.intentstream.stream.IntentStream} starts and stops it. This
 * ring brings records to the core in batches and carries the results away, exactly once; what an event does to a user is decided in
 * {@code core}. Only this ring imports Kafka Streams.
 */
@NullMarked
package io.intentstream.stream;

import org.jspecify.annotations.NullMarked;
