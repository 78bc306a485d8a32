/**
 * User profiles: what a user's history adds up to, and what changed in it.
 */
@NullMarked
package io.intentstream.core.profile;

import org.jspecify.annotations.NullMarked;
