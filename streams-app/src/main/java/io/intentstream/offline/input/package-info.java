/**
 * Reads files of events in several formats, sorts them by event time and plays them back at a rate. To add a file format, write a
 * {@link io.intentstream.offline.input.LineParser} and name it in {@link io.intentstream.offline.input.EventFormat}. Never imports Kafka.
 */
@NullMarked
package io.intentstream.offline.input;

import org.jspecify.annotations.NullMarked;
