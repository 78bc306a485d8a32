/**
 * The terminal and the process: text, tables, progress, log, error messages, exit codes and signals. Must not import the other
 * packages of the command line.
 */
@NullMarked
package io.intentstream.cli.console;

import org.jspecify.annotations.NullMarked;
