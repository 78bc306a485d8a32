/**
 * Audiences: their definitions, and who enters and leaves them. The definitions are read from YAML with conditions of {@link
 * io.intentstream.core.condition}; memberships are kept in the user's state.
 */
@NullMarked
package io.intentstream.core.audience;

import org.jspecify.annotations.NullMarked;
