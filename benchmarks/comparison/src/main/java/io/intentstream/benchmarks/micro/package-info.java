/**
 * JMH benchmarks of the inner parts, one thread each: what one event, one step, one record costs by itself. May import
 * everything of the engine but its topology's insides, and the harness's folders.
 */
package io.intentstream.benchmarks.micro;
