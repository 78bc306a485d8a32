/**
 * The command line. {@link io.intentstream.cli.Main} is the program's entry and lists the commands. May import everything; nothing
 * imports it.
 */
@NullMarked
package io.intentstream.cli;

import org.jspecify.annotations.NullMarked;
