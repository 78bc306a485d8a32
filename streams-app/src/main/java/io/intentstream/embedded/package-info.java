/**
 * A Kafka broker and a schema registry inside the process, for the demo and the tests. Both are real, and both listen on loopback
 * only. Imports nothing of the project.
 */
@NullMarked
package io.intentstream.embedded;

import org.jspecify.annotations.NullMarked;
