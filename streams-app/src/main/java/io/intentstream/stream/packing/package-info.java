/**
 * Packs consecutive records of one partition into one record, so that a batch is processed, committed or repeated as one.
 */
@NullMarked
package io.intentstream.stream.packing;

import org.jspecify.annotations.NullMarked;
