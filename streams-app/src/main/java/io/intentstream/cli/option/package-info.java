/**
 * Groups of options that several commands share, and the converters of their values. Must not import {@code cli.command} or
 * {@code cli.demo}.
 */
@NullMarked
package io.intentstream.cli.option;

import org.jspecify.annotations.NullMarked;
