/**
 * User profiles: the portrait that a user's history adds up to, and what changed in it. May import {@code state} and
 * {@code intent}.
 */
package io.intentstream.profile;
