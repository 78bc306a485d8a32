/**
 * Avro: a fast encoder, whose bytes are those of Avro's own, and a reader of what other tools write. Imports Avro only.
 */
@NullMarked
package io.intentstream.core.avro;

import org.jspecify.annotations.NullMarked;
