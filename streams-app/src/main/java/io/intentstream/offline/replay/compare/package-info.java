/**
 * Compares two sets of results byte by byte: what was served with what was replayed, two releases, or two settings. Never
 * imports Kafka.
 */
@NullMarked
package io.intentstream.offline.replay.compare;

import org.jspecify.annotations.NullMarked;
