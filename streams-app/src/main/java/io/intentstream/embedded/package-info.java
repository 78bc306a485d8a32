/**
 * A Kafka broker and a schema registry inside the process, for the demo and the tests: both real, both on loopback only.
 * Imports Kafka's server, and nothing else of the project.
 */
@NullMarked
package io.intentstream.embedded;

import org.jspecify.annotations.NullMarked;
