/**
 * Compares two sets of results byte by byte: what was served with what was replayed, two releases, two settings. Imports
 * {@code replay} and the Avro contracts; never Kafka.
 */
@NullMarked
package io.intentstream.replay.compare;

import org.jspecify.annotations.NullMarked;
