/**
 * Decides which events the engine accepts, and why it rejects the others. Pure functions.
 */
@NullMarked
package io.intentstream.core.event;

import org.jspecify.annotations.NullMarked;
