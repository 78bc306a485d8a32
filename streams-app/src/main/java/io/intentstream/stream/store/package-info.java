/**
 * The users of one task in Kafka Streams' stores, the index by which expired users are found, and RocksDB's settings.
 */
@NullMarked
package io.intentstream.stream.store;

import org.jspecify.annotations.NullMarked;
