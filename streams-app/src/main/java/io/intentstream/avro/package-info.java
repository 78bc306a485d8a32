/**
 * Avro's binary encoding, written fast: the same bytes as Avro's own writers, without their look at schema and class for
 * every value. Imports Avro alone.
 */
@NullMarked
package io.intentstream.avro;

import org.jspecify.annotations.NullMarked;
