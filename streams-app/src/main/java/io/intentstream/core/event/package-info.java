/**
 * Which events the engine accepts, and the reasons for rejecting the others. Pure functions.
 */
@NullMarked
package io.intentstream.core.event;

import org.jspecify.annotations.NullMarked;
