/**
 * The Kafka Streams rim of the engine: it brings records to the core in batches and carries the results away, exactly
 * once. Here live the packing of records into batches, the topology, its processors and stores, and the start and stop
 * of the whole stream.
 *
 * <p>May import everything to the right of it ({@code engine}, {@code serde}, {@code event}, {@code model},
 * {@code config}) and Kafka; besides the command line nothing else may import {@code org.apache.kafka.streams}. No rule
 * of the business belongs here: what an event does to a user is the engine's affair.
 */
package io.intentstream.topology;
