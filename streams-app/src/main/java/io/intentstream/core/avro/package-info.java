/**
 * Avro's binary encoding, written fast: the same bytes as Avro's own writers. Imports Avro only.
 */
@NullMarked
package io.intentstream.core.avro;

import org.jspecify.annotations.NullMarked;
