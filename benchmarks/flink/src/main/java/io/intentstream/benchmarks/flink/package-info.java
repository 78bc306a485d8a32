/**
 * The contestant on Apache Flink. It shares the classes of {@code contestant} with the others; Kafka Streams and its RocksDB
 * are not on its class path.
 */
package io.intentstream.benchmarks.flink;
