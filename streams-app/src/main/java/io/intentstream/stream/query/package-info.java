/**
 * Finds users' states by interactive queries, on this instance or on the instance that owns them.
 */
@NullMarked
package io.intentstream.stream.query;

import org.jspecify.annotations.NullMarked;
