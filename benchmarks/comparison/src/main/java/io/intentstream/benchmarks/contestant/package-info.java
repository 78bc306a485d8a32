/**
 * The contestants that run on Kafka Streams, each a process of its own, and what they share: the same features, profiles
 * and intents from the engine's own functional core, so that what differs is how they get there. May import everything
 * of the engine; nothing of the harness.
 */
package io.intentstream.benchmarks.contestant;
