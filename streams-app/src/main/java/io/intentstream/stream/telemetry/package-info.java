/**
 * Counts and times the engine at work. {@code server.prometheus} publishes the values.
 */
@NullMarked
package io.intentstream.stream.telemetry;

import org.jspecify.annotations.NullMarked;
