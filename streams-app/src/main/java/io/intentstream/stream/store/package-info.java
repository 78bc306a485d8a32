/**
 * The users of one task in Kafka Streams' stores, the index by which due users are found, the clock and the audiences of a task, and RocksDB's settings.
 */
@NullMarked
package io.intentstream.stream.store;

import org.jspecify.annotations.NullMarked;
