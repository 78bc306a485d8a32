/**
 * The language of audiences and tags: conditions in CEL (Common Expression Language), type-checked by the standard's compiler
 * and evaluated by our own, since a condition must also say when it may next change without an event. Knows users only as
 * {@link io.intentstream.core.condition.Facts}.
 */
@NullMarked
package io.intentstream.core.condition;

import org.jspecify.annotations.NullMarked;
