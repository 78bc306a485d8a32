/**
 * The contestants that run on Kafka Streams, each in its own process. They share features, profiles and intents of the engine's
 * functional core, so that only the way of computing them differs. May import everything of the engine, and nothing of the
 * harness.
 */
package io.intentstream.benchmarks.contestant;
