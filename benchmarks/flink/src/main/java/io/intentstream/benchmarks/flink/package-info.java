/**
 * The contestant on Apache Flink. It shares with the others what {@code contestant} holds; Kafka Streams and its RocksDB
 * are not on its class path.
 */
package io.intentstream.benchmarks.flink;
