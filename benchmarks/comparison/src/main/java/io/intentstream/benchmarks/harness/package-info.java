/**
 * Runs the contestants in turns on one broker, each in its own process and over the same events. Measures them from outside,
 * checks that their scores agree, and writes the report.
 */
package io.intentstream.benchmarks.harness;
