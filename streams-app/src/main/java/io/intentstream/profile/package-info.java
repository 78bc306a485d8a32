/**
 * User profiles: the portrait that a user's history adds up to, and what changed in it. May import {@code state},
 * {@code intent} and {@code avro}.
 */
package io.intentstream.profile;
