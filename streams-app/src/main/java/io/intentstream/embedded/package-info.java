/**
 * A Kafka broker and a schema registry in the process, for the demo and the tests. The broker is Kafka's own. Both listen on
 * loopback only. Imports nothing of the project.
 */
@NullMarked
package io.intentstream.embedded;

import org.jspecify.annotations.NullMarked;
