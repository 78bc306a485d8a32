/**
 * A fast encoder of Avro's binary format. It produces the same bytes as Avro's own encoders. Imports Avro only.
 */
@NullMarked
package io.intentstream.core.avro;

import org.jspecify.annotations.NullMarked;
