/**
 * Reads events that shops already have: messages of trackers, rows of exports, lines of CSV. A record becomes a tree, and one
 * {@link io.intentstream.wire.format.EventMapper} makes a ClickEvent of it, by the format's own table and the user's mapping
 * file. Knows neither topics nor files: it is given bytes.
 */
@NullMarked
package io.intentstream.wire.format;

import org.jspecify.annotations.NullMarked;
