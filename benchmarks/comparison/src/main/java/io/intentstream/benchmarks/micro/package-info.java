/**
 * JMH benchmarks of inner parts, on one thread: the cost of one event, one step, one record. May import everything of the engine
 * except the internals of the topology.
 */
package io.intentstream.benchmarks.micro;
