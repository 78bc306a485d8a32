/**
 * Writes user profiles: the aggregates of a user's history, and which of them changed.
 */
@NullMarked
package io.intentstream.core.profile;

import org.jspecify.annotations.NullMarked;
