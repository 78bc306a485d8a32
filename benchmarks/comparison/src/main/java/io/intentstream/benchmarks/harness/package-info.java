/**
 * Runs the contestants, each in a process of its own, one after the other and in turns, on one broker, over the same
 * events; measures them from outside; checks that their scores agree; and writes the report.
 */
package io.intentstream.benchmarks.harness;
