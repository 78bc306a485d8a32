/**
 * The command line: one class a command, each of which reads its options, calls the packages that do the work, and says
 * what came of it. May import everything; nothing imports it.
 */
package io.intentstream.cli;
