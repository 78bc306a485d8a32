/**
 * The Kafka Streams application: {@link io.intentstream.stream.EngineTopology} is its wiring,
 * {@link io.intentstream.stream.StreamSettings} its configuration, {@link io.intentstream.stream.IntentStream} starts and stops it.
 * This ring hands records to the core in batches and writes the results, exactly once; the core decides what an event does to a user.
 * Only this ring imports Kafka Streams. The root imports its sub-packages, and none of them imports the root.
 */
@NullMarked
package io.intentstream.stream;

import org.jspecify.annotations.NullMarked;
