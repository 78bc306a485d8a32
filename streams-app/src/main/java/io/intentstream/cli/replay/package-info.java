/**
 * The commands that look back: {@code replay} and {@code compare}. May import everything; only the command line imports
 * it.
 */
@NullMarked
package io.intentstream.cli.replay;

import org.jspecify.annotations.NullMarked;
